using System.Text.Json.Nodes;

namespace PartnerLrs.Host.Tests;

/// <summary>A small programme and a partner in it: one salesperson's pass opens deal registration.</summary>
internal sealed class Story : IDisposable
{
    public const string Gate = "/api/v1/gates/deal-registration/partners/crm:nordwind";
    public const string Course = "https://academy.example/courses/sls-200";

    private Story(ApiClient administrator, ApiClient lms)
    {
        Administrator = administrator;
        Lms = lms;
    }

    public ApiClient Administrator { get; }

    /// <summary>The LMS whose authority the policy trusts.</summary>
    public ApiClient Lms { get; }

    public static JsonObject Policy(params string[] activities) => new()
    {
        ["program"] = "test",
        ["name"] = "Test programme",
        ["products"] = new JsonArray(),
        ["courses"] = new JsonArray(new JsonObject
        {
            ["id"] = "SLS-200-C",
            ["name"] = "Selling",
            ["activities"] = new JsonArray([.. activities.Select(activity => JsonValue.Create(activity))]),
            ["minutes"] = 90,
            ["url"] = "https://academy.example/learn/sls-200",
            ["completion"] = new JsonObject { ["verbs"] = new JsonArray("http://adlnet.gov/expapi/verbs/passed") },
            ["trustedAuthorities"] = new JsonArray("lms"),
        }),
        ["certifications"] = new JsonArray(new JsonObject
        {
            ["id"] = "SLS-200",
            ["name"] = "Sales Professional",
            ["role"] = "sales",
            ["requires"] = "SLS-200-C",
            ["validity"] = "P12M",
            ["renewalWindow"] = "P90D",
        }),
        ["tiers"] = new JsonArray(new JsonObject
        {
            ["id"] = "silver",
            ["name"] = "Silver",
            ["requires"] = new JsonArray(new JsonObject { ["certifications"] = new JsonArray("SLS-200"), ["count"] = 1 }),
        }),
        ["benefits"] = new JsonArray(new JsonObject
        {
            ["id"] = "deal-registration",
            ["name"] = "Deal registration",
            ["tier"] = "silver",
            ["gate"] = new JsonObject
            {
                ["id"] = "deal-registration",
                ["mode"] = "enforce",
                ["limits"] = new JsonArray(new JsonObject { ["tier"] = "silver", ["amount"] = 50_000, ["currency"] = "USD" }),
            },
        }),
    };

    public static JsonObject Passed(string mbox, string? id = null, string activity = Course) => new()
    {
        ["id"] = id ?? NewId(),
        ["actor"] = new JsonObject { ["mbox"] = mbox },
        ["verb"] = new JsonObject { ["id"] = "http://adlnet.gov/expapi/verbs/passed" },
        ["object"] = new JsonObject { ["id"] = activity },
        ["result"] = new JsonObject { ["success"] = true },
    };

    public static JsonObject Voided(string id) => new()
    {
        ["actor"] = new JsonObject { ["mbox"] = "mailto:administrator@academy.example" },
        ["verb"] = new JsonObject { ["id"] = "http://adlnet.gov/expapi/verbs/voided" },
        ["object"] = new JsonObject { ["objectType"] = "StatementRef", ["id"] = id },
    };

    public static string NewId() => new Kernel.IdFactory(TimeProvider.System).NewId();

    /// <summary>Publishes the policy, registers the partner and Ada, who sells for it.</summary>
    public static Task<Story> BeginAsync(TestServer server) => BeginAsync(server, "enforce");

    /// <summary>The same, with a mode for the gate and an effective instant for the policy.</summary>
    public static async Task<Story> BeginAsync(TestServer server, string mode, string? effective = null)
    {
        var story = new Story(await server.AdministratorAsync(), await server.ClientAsync("lms", null, "statements/write"));
        var policy = Policy(Course);
        policy["benefits"]![0]!["gate"]!["mode"] = mode;
        await story.Administrator.PostAsync($"/api/v1/program/versions{(effective is null ? "" : $"?effective={effective}")}", policy, System.Net.HttpStatusCode.Created);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "nordwind", ["name"] = "Nordwind" }, System.Net.HttpStatusCode.Created);
        await story.RegisterAsync("ada", "mailto:ada@nordwind.example");
        return story;
    }

    public async Task RegisterAsync(string externalId, params string[] mboxes)
    {
        await Administrator.PostAsync("/api/v1/people", Person(externalId, mboxes), System.Net.HttpStatusCode.Created);
        await Administrator.PostAsync("/api/v1/affiliations", Affiliation(externalId), System.Net.HttpStatusCode.Created);
    }

    public static JsonObject Person(string externalId, params string[] mboxes) => new()
    {
        ["source"] = "hr",
        ["externalId"] = externalId,
        ["name"] = externalId,
        ["identifiers"] = new JsonArray([.. mboxes.Select(mbox => new JsonObject { ["mbox"] = mbox })]),
    };

    public static JsonObject Affiliation(string person) => new()
    {
        ["person"] = $"hr:{person}",
        ["partner"] = "crm:nordwind",
        ["roles"] = new JsonArray("sales"),
        ["from"] = "2020-01-01T00:00:00Z",
    };

    public Task<JsonNode> AllowedAsync() => Administrator.UntilAsync(Gate, answer => answer["decision"]!.GetValue<bool>());

    public Task<JsonNode> DeniedAsync() => Administrator.UntilAsync(Gate, answer => !answer["decision"]!.GetValue<bool>());

    public void Dispose()
    {
        Administrator.Dispose();
        Lms.Dispose();
    }
}
