using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Kernel;

namespace PartnerLrs.Host.Demo;

/// <summary>
/// The demo world: 40 partners, 400 people, 2,000 deals and 18 months of statements from two LMSs, from a fixed seed and an anchor date. Among them
/// partners that are one certification short, a lapsing one, a leaver, a voided pass, and one that forges its own passes.
/// </summary>
internal sealed class DemoWorld
{
    public const string AcademyLms = "academy-lms";
    public const string FieldLms = "field-lms";
    public const string Forger = "quarrytech-lms";

    /// <summary>The partner of the story, and those that stand in for it once it has been told.</summary>
    public static readonly IReadOnlyList<string> OneShort = ["nordwind", "bluefjord", "castellan", "meridian", "oakhaven", "tessera"];

    private const string Academy = "https://academy.atlas.example";
    private const string Verbs = "http://adlnet.gov/expapi/verbs/";
    private const int Seed = 20_260;

    private static readonly string[] Names =
    [
        "Nordwind", "Bluefjord", "Castellan", "Meridian", "Oakhaven", "Tessera", "Quarrytech", "Lapsend", "Wanderlin", "Voidmark",
        "Aurelia", "Brightwater", "Cobaltline", "Duneworks", "Elmbridge", "Fairhold", "Glasswing", "Highmoor", "Ironvale", "Juniper",
        "Kestrel", "Larkspur", "Monument", "Northgate", "Orchard", "Pinnacle", "Quillon", "Redstone", "Silverpine", "Thornfield",
        "Umbra", "Vantage", "Westmark", "Xylem", "Yarrow", "Zephyr", "Altamont", "Beacon", "Crestline", "Driftwood",
    ];

    private static readonly string[] FirstNames = ["Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam", "Mei", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tilda"];
    private static readonly string[] LastNames = ["Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quispe", "Rossi", "Schmidt", "Tanaka", "Ueda", "Varga", "Weber", "Yilmaz", "Zhang", "Andersen", "Byrne", "Costa", "Dubois", "Eriksen", "Fischer"];

    private readonly DateTime anchor;
#pragma warning disable CA5394 // a fixed seed is the point: the same world every time
    private readonly Random random = new(Seed);

    /// <summary>Draws of its own, so that more or fewer deals change nobody's learning.</summary>
    private readonly Random dealDraws = new(Seed + 1);
    private readonly List<DemoStatement> statements = [];
    private int idCounter;

    private DemoWorld(DateTime anchor) => this.anchor = anchor;

    /// <summary>Bodies for <c>POST /api/v1/partners</c>.</summary>
    public JsonArray Partners { get; } = [];

    /// <summary>Bodies for <c>POST /api/v1/people</c>.</summary>
    public JsonArray People { get; } = [];

    /// <summary>Bodies for <c>POST /api/v1/affiliations</c>.</summary>
    public JsonArray Affiliations { get; } = [];

    /// <summary>Bodies for <c>POST /api/v1/deals</c>.</summary>
    public JsonArray Deals { get; } = [];

    /// <summary>The statements, the oldest first.</summary>
    public IReadOnlyList<DemoStatement> Statements => statements;

    /// <summary>The statement of the story: the salesperson of a partner that is one short passes the sales course.</summary>
    public static JsonObject StoryStatement(string partner) => new()
    {
        ["actor"] = new JsonObject { ["mbox"] = $"mailto:{StoryPerson(partner)}@{partner}.example" },
        ["verb"] = new JsonObject { ["id"] = Verbs + "passed" },
        ["object"] = new JsonObject { ["id"] = $"{Academy}/courses/sls-200" },
        ["result"] = new JsonObject { ["success"] = true, ["score"] = new JsonObject { ["scaled"] = 0.91 } },
    };

    /// <summary>Makes the world.</summary>
    /// <param name="anchor">The instant that counts as now; everything lies within the 18 months before it.</param>
    public static DemoWorld Create(DateTime anchor)
    {
        var world = new DemoWorld(anchor);
        world.Fill();
        return world;
    }

    private static string StoryPerson(string partner) => $"sales.lead.{partner}";

    private void Fill()
    {
        var size = Names.Select((_, i) => i switch { < 10 => 8, 10 or 11 => 22, < 17 => 14, < 29 => 11, _ => 5 }).ToArray();
        for (var i = 0; size.Sum() < 400; i = (i + 1) % 11)
            size[29 + i]++;
        for (var p = 0; p < Names.Length; p++)
            AddPartner(p, Names[p], size[p]);
        statements.Sort((a, b) => a.At.CompareTo(b.At));
    }

    private void AddPartner(int index, string name, int size)
    {
        var key = name.ToLowerInvariant();
        Partners.Add(new JsonObject { ["source"] = "crm", ["externalId"] = key, ["name"] = $"{name} Partners", ["status"] = "active" });
        var people = Enumerable.Range(0, size).Select(i => AddPerson(key, i)).ToList();
        var (sales, presales, support) = (InRole(people, "sales"), InRole(people, "presales"), InRole(people, "support"));
        var level = index switch { 10 or 11 => 4, >= 12 and < 17 => 3, 7 or 8 or 9 or (>= 17 and < 29) => 2, < 7 => 1, _ => index % 2 };

        // Everybody starts with the overview, or nearly everybody does.
        foreach (var person in people.Where((_, i) => i < 3 || random.NextDouble() < 0.8))
            Complete(person, "ovw-100", Recent(300), null);
        if (index < 7 || level >= 2)
            Engineer(presales[0], "core", Recent(250));
        if (level >= 2 && key is not "lapsend")
            Pass(sales[0], "sls-200", Recent(200));
        if (level >= 3)
        {
            foreach (var person in sales.Skip(1).Take(level == 4 ? 6 : 3))
                Pass(person, "sls-200", Recent(280));
            foreach (var person in presales.Take(level == 4 ? 3 : 1))
            {
                Engineer(person, "insight", Recent(280));
                Engineer(person, "core", Recent(280));
            }

            foreach (var person in support.Take(level == 4 ? 3 : 1))
                Pass(person, "sup-300", Recent(280));
        }

        if (level == 4)
        {
            Pass(presales[0], "se-400-core", Recent(300));
            Pass(presales[1], "se-400-insight", Recent(300));
        }

        for (var i = DealsOf(level, index); i > 0; i--)
            Deals.Add(Deal(key, sales[dealDraws.Next(sales.Count)], level));
        Special(key, sales);
        Noise(people, mayCertify: level is 0 or 2 && index >= 10);
    }

    /// <summary>Better partners sell more; together they have 2,000 deals.</summary>
    private static int DealsOf(int level, int index) => level switch { 4 => 130, 3 => 101, 2 => 65, 1 when index < 7 => 20, _ => 6 + (index % 10) };

    /// <summary>A deal of the last 18 months: what is old enough is closed, and better partners win more of them.</summary>
    private JsonObject Deal(string partner, DemoPerson registrant, int level)
    {
        var submitted = anchor.AddDays(-dealDraws.Next(3, 540)).AddSeconds(-dealDraws.Next(0, 30_000));
        var (approved, closed) = (submitted.AddHours(dealDraws.Next(8, 120)), submitted.AddDays(dealDraws.Next(20, 110)));
        var (fate, outcome) = (dealDraws.NextDouble(), dealDraws.NextDouble());
        var deal = new JsonObject
        {
            ["source"] = "crm",
            ["externalId"] = $"D-{Deals.Count + 1:0000}",
            ["partner"] = $"crm:{partner}",
            ["registrant"] = $"hr:{registrant.Key}",
            ["product"] = "atlas",
            ["amount"] = dealDraws.Next(10, 160) * 500,
            ["currency"] = "USD",
            ["submittedAt"] = Timestamps.ToRfc3339(submitted),
        };
        if (approved >= anchor)
        {
            deal["status"] = "submitted";
            return deal;
        }

        if (fate < 0.08)
        {
            deal["status"] = "rejected";
            deal["closedAt"] = Timestamps.ToRfc3339(approved);
            return deal;
        }

        deal["approvedAt"] = Timestamps.ToRfc3339(approved);
        deal["protectedUntil"] = Timestamps.ToRfc3339(approved.AddDays(90));
        deal["status"] = closed >= anchor ? "approved" : fate > 0.97 ? "withdrawn" : outcome < 0.2 + (0.07 * level) ? "won" : "lost";
        if (closed < anchor)
            deal["closedAt"] = Timestamps.ToRfc3339(closed);
        return deal;
    }

    private void Special(string key, List<DemoPerson> sales)
    {
        switch (key)
        {
            case "lapsend":
                // Its only salesperson's certification ends in three weeks.
                Pass(sales[0], "sls-200", anchor.AddMonths(-12).AddDays(21));
                break;
            case "wanderlin":
                // Its certified salesperson left twenty days ago.
                Affiliations[sales[0].Index]!["to"] = Timestamps.ToRfc3339(anchor.AddDays(-20));
                break;
            case "voidmark":
                // The pass was entered by mistake and voided.
                var pass = statements.Last(s => s.PersonKey == sales[0].Key && s.Json["object"]!["id"]!.GetValue<string>().EndsWith("/sls-200", StringComparison.Ordinal));
                Add(sales[0].Key, AcademyLms, pass.At.AddDays(9), new JsonObject
                {
                    ["actor"] = new JsonObject { ["account"] = new JsonObject { ["homePage"] = Academy, ["name"] = "administrator" } },
                    ["verb"] = new JsonObject { ["id"] = Verbs + "voided" },
                    ["object"] = new JsonObject { ["objectType"] = "StatementRef", ["id"] = pass.Json["id"]!.GetValue<string>() },
                });
                break;
            case "quarrytech":
                // Its own LMS says that everybody passed. Nobody trusts it.
                foreach (var person in sales)
                    Add(person.Key, Forger, Recent(60), Statement(person, "passed", "sls-200", 1.0));
                break;
        }
    }

    /// <summary>What LMSs send besides: launches, failed attempts, other vendors' courses, certifications that have lapsed.</summary>
    private void Noise(List<DemoPerson> people, bool mayCertify)
    {
        foreach (var person in people)
        {
            for (var i = random.Next(3, 9); i > 0; i--)
                Add(person.Key, person.Lms, Recent(540), Statement(person, "initialized", Pick("ovw-100", "sls-200", "se-300-core", "sup-300"), null));
            for (var i = random.Next(0, 4); i > 0; i--)
                Add(person.Key, person.Lms, Recent(540), Statement(person, "completed", $"other-vendor-{random.Next(1, 40)}", null));
            if (person.Role == "sales" && random.NextDouble() < 0.5)
                Add(person.Key, person.Lms, Recent(500), Statement(person, "failed", "sls-200", 0.4));
            if (mayCertify && person.Role == "sales" && random.NextDouble() < 0.4)
                Pass(person, "sls-200", anchor.AddDays(-random.Next(380, 540)));
        }
    }

    private DemoPerson AddPerson(string partner, int number)
    {
        var index = People.Count;
        var role = (number % 5) switch { 0 or 3 => "sales", 1 or 4 => "presales", _ => "support" };
        var (first, last) = (FirstNames[random.Next(FirstNames.Length)], LastNames[random.Next(LastNames.Length)]);
        var local = number == 0 ? StoryPerson(partner) : $"{first}.{last}.{index}".ToLowerInvariant();
        var person = new DemoPerson(index, $"p-{index + 1:0000}", $"{first} {last}", role, $"mailto:{local}@{partner}.example", $"{last}{index}".ToLowerInvariant(), index % 3 == 0 ? FieldLms : AcademyLms);
        People.Add(new JsonObject
        {
            ["source"] = "hr",
            ["externalId"] = person.Key,
            ["name"] = person.Name,
            ["identifiers"] = new JsonArray(
                new JsonObject { ["mbox"] = person.Mbox },
                new JsonObject { ["account"] = new JsonObject { ["homePage"] = Academy, ["name"] = person.Account } }),
        });
        Affiliations.Add(new JsonObject
        {
            ["person"] = $"hr:{person.Key}",
            ["partner"] = $"crm:{partner}",
            ["roles"] = new JsonArray(role),
            ["from"] = Timestamps.ToRfc3339(anchor.AddMonths(-18)),
        });
        return person;
    }

    private void Engineer(DemoPerson person, string line, DateTime at)
    {
        Complete(person, $"se-300-{line}", at.AddDays(-12), null);
        Pass(person, $"se-300-{line}-exam", at);
    }

    private void Pass(DemoPerson person, string course, DateTime at) => Add(person.Key, person.Lms, at, Statement(person, "passed", course, 0.8 + (random.NextDouble() * 0.2)));

    private void Complete(DemoPerson person, string course, DateTime at, double? score) => Add(person.Key, person.Lms, at, Statement(person, "completed", course, score));

    private static JsonObject Statement(DemoPerson person, string verb, string course, double? score)
    {
        var statement = new JsonObject
        {
            ["actor"] = person.Lms == FieldLms
                ? new JsonObject { ["name"] = person.Name, ["mbox"] = person.Mbox }
                : new JsonObject { ["name"] = person.Name, ["account"] = new JsonObject { ["homePage"] = Academy, ["name"] = person.Account } },
            ["verb"] = new JsonObject { ["id"] = Verbs + verb, ["display"] = new JsonObject { ["en"] = verb } },
            ["object"] = new JsonObject { ["id"] = $"{Academy}/courses/{course}", ["definition"] = new JsonObject { ["name"] = new JsonObject { ["en"] = course.ToUpperInvariant() } } },
        };
        if (verb is "passed" or "failed")
            statement["result"] = new JsonObject { ["success"] = verb == "passed", ["score"] = new JsonObject { ["scaled"] = Math.Round(score!.Value, 2) } };
        else if (verb == "completed")
            statement["result"] = new JsonObject { ["completion"] = true };
        return statement;
    }

    private void Add(string personKey, string lms, DateTime at, JsonObject statement)
    {
        statement["id"] = NextId().ToString("D");
        statement["timestamp"] = Timestamps.ToRfc3339(at);
        statements.Add(new DemoStatement(personKey, lms, at, statement));
    }

    private DateTime Recent(int withinDays) => anchor.AddDays(-random.Next(5, withinDays)).AddSeconds(-random.Next(0, 30_000));

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
#pragma warning restore CA5394

    /// <summary>Ids follow from the anchor and the place, so loading the same world again changes nothing.</summary>
    private Guid NextId()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"partnerlrs-demo {anchor:yyyy-MM-dd} {idCounter++}")).AsSpan(0, 16).ToArray();
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private static List<DemoPerson> InRole(List<DemoPerson> people, string role) => people.FindAll(person => person.Role == role);
}

/// <summary>Somebody in the demo world.</summary>
internal sealed record DemoPerson(int Index, string Key, string Name, string Role, string Mbox, string Account, string Lms);

/// <summary>A statement of the demo world, and the LMS that sends it.</summary>
internal sealed record DemoStatement(string PersonKey, string Lms, DateTime At, JsonObject Json);
