using System.Globalization;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>Makes a world by chance: the same one for the same seed.</summary>
internal sealed class WorldGenerator(int seed)
{
    private const int Days = 3 * 365;
    private static readonly string[] Courses = ["ovw", "ovw", "sls", "sls", "sls/8", "sls/9", "se", "se", "exam", "exam", "exam-old", "lab-a", "lab-b", "lab-c", "delta-8", "delta-9", "unknown"];
    private static readonly string[] Careers = ["ovw sls", "ovw sls sls/8", "sls sls/9 delta-8", "ovw se exam", "se exam-old", "ovw se exam lab-a lab-b", "se exam lab-b lab-c delta-9", "ovw sls se exam"];
    private static readonly string[][] Roles = [["sales"], ["presales"], ["sales", "presales"], []];
    private readonly Random random = new(seed);
    private readonly List<AffiliationRecord> affiliations = [];
    private readonly List<RawStatement> log = [];
    private readonly List<DealVersion> deals = [];
    private readonly List<Waiver> waivers = [];
    private readonly List<RawRuling> rulings = [];
    private readonly List<MergeRecord> merges = [];
    private readonly Dictionary<string, string> identifiers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> goesOnAs = new(StringComparer.Ordinal);

    public static readonly DateTime Start = new(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime End = Start.AddDays(Days);

    public World Make(int partnerCount)
    {
        var versions = Programmes.Random(random, Start);
        var partners = Enumerable.Range(0, partnerCount).Select(i => new PartnerRecord(Partner(i), "", random.Next(25) > 0, $"crm:{Partner(i)}") { References = [$"crm:{Partner(i)}"] }).ToList();
        for (var i = 0; i < partnerCount; i++)
        {
            for (var person = random.Next(2, 12); person > 0; person--)
                AddPerson(i, partnerCount, $"person-{i:D3}-{person}");
            for (var deal = random.Next(0, 14); deal > 0; deal--)
                AddDeal(i, partnerCount, $"deal-{i:D3}-{deal}");
            if (random.Next(3) == 0)
                AddWaiver(i);
        }

        AddMerges(partnerCount);
        // In the order of the log.
        return new World(versions, partners, merges, identifiers, goesOnAs, affiliations, [.. log.OrderBy(statement => statement.Stored).ThenBy(statement => statement.Id)], rulings, deals, waivers);
    }

    public IEnumerable<Question> Ask(World world, int count)
    {
        var aliases = world.Merges.Where(merge => merge.Until is null).Select(merge => merge.AbsorbedId).ToHashSet(StringComparer.Ordinal);
        var partners = world.Partners.Select(partner => partner.Id).Where(partner => !aliases.Contains(partner)).ToList();
        var merged = world.Merges.Where(merge => !aliases.Contains(merge.IntoId)).ToList();
        for (var i = 0; i < count; i++)
        {
            var merge = random.Next(3) == 0 ? merged[random.Next(merged.Count)] : null;
            var partner = merge?.IntoId ?? partners[random.Next(partners.Count)];
            var family = world.Merges.Where(one => one.IntoId == partner).Select(one => one.AbsorbedId).Append(partner).ToHashSet(StringComparer.Ordinal);
            var people = world.Affiliations.Where(affiliation => family.Contains(affiliation.PartnerId)).Select(affiliation => affiliation.PersonId).ToList();
            var theirs = world.Deals.Where(deal => family.Contains(deal.PartnerId)).ToList();
            // Some at the very instant at which something happens.
            var asOf = random.Next(4) == 0 && people.Count > 0 && Happened(world, people[random.Next(people.Count)]) is { Count: > 0 } instants ? instants[random.Next(instants.Count)]
                : merge is not null && random.Next(2) == 0 ? Near(merge)
                : Instant(0, Days + 200);
            DateTime? knownAt = random.Next(5) < 2 ? Instant(0, Days) : null;
            if (theirs.Count > 0 && random.Next(5) == 0)
            {
                var deal = theirs[random.Next(theirs.Count)];
                yield return new Question(partner, random.Next(2) == 0 ? asOf : deal.KnownAt.AddHours(random.Next(24 * 60)), knownAt, Programmes.Gates[random.Next(Programmes.Gates.Length)], null, null, null, Team(people), null, deal.DealId);
                continue;
            }

            var amount = random.Next(3) == 0 ? (decimal?)null : random.Next(1, 800) * 1000;
            yield return new Question(
                partner,
                asOf,
                knownAt,
                Programmes.Gates[random.Next(Programmes.Gates.Length)],
                amount,
                amount is null ? null : random.Next(8) == 0 ? "EUR" : "USD",
                people.Count == 0 || random.Next(4) == 0 ? null : people[random.Next(people.Count)],
                Team(people),
                random.Next(3) == 0 ? null : random.Next(10) == 0 ? "other" : "atlas",
                null);
        }
    }

    private string? Team(List<string> people) =>
        people.Count == 0 || random.Next(2) == 0 ? null : string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => people[random.Next(people.Count)]).Distinct(StringComparer.Ordinal));

    // The instants at which a merge begins and ends, those just before, and the weeks after.
    private DateTime Near(MergeRecord merge) => random.Next(4) switch
    {
        0 => merge.At,
        1 => (merge.Until ?? merge.At).AddTicks(-10),
        2 => merge.Until ?? merge.At.AddTicks(-10),
        _ => merge.At.AddHours(random.Next(24 * 200)),
    };

    private static List<DateTime> Happened(World world, string person) =>
    [
        .. world.Log.Where(statement => world.PersonOfIdentifier.GetValueOrDefault(statement.Actor) == person && statement.Timestamp >= Start).Select(EdgeOf),
    ];

    // A year, or the renewal window, after what was done: where awards end and begin.
    private static DateTime EdgeOf(RawStatement statement) => (statement.Id.ToByteArray()[0] & 3) switch
    {
        0 => statement.Timestamp,
        1 => statement.Timestamp.AddMonths(12),
        2 => statement.Timestamp.AddMonths(12).AddTicks(-10),
        _ => statement.Timestamp.AddMonths(24),
    };

    private static string Partner(int i) => string.Create(CultureInfo.InvariantCulture, $"partner-{i:D3}");

    private DateTime Instant(int from, int to) => Start.AddMinutes(random.Next(from * 24 * 60, to * 24 * 60));

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private void AddPerson(int partner, int partners, string id)
    {
        var mine = Enumerable.Range(0, random.Next(1, 4)).Select(i => $"mailto:{id}-{i}@example.com").ToList();
        foreach (var identifier in mine)
            identifiers[identifier] = id;
        var from = random.Next(4) == 0 ? Instant(0, 600) : Start.AddDays(-100);
        var at = partner;
        for (var stay = 0; stay < 3; stay++)
        {
            DateTime? to = random.Next(3) == 0 ? from.AddHours(random.Next(24 * 30, 24 * 500)) : null;
            // Sometimes the directory hears of it late.
            var known = random.Next(4) == 0 ? from.AddDays(random.Next(1, 120)) : from;
            affiliations.Add(new AffiliationRecord($"{id}/{stay}", id, Partner(at), Roles[random.Next(Roles.Length)], from, to, Counting: random.Next(12) > 0, known));
            if (to is null || random.Next(3) == 0)
                break;
            // Moves on, or comes back.
            from = to.Value.AddHours(random.Next(2) == 0 ? 0 : random.Next(24 * 100));
            at = random.Next(3) == 0 ? at : random.Next(partners);
        }

        if (random.Next(8) == 0)
            mine.Add(AddTwin(id));
        for (var act = random.Next(2, 12); act > 0; act--)
            AddStatement(mine, Courses[random.Next(Courses.Length)], random.Next(20) == 0 ? Instant(Days, Days + 150) : Instant(-300, Days));
        // Most do what their role asks for, and come again about a year later.
        if (random.Next(4) == 0)
            return;
        var career = Careers[random.Next(Careers.Length)].Split(' ');
        for (var when = Instant(-200, 600); when < End; when = when.AddDays(random.Next(250, 420)))
        {
            foreach (var course in career)
                AddStatement(mine, course, when.AddHours(random.Next(1, 500)));
        }
    }

    /// <summary>
    /// A second record of somebody, who is known under another mailbox there; most are merged into the first one, some are not, or not any more. It counts for the same
    /// partner, else it could not be merged.
    /// </summary>
    private string AddTwin(string id)
    {
        var (twin, first) = ($"{id}-twin", affiliations.Find(affiliation => affiliation.PersonId == id)!);
        var from = first.From.AddDays(random.Next(-200, 100));
        DateTime? to = random.Next(2) == 0 ? from.AddDays(random.Next(30, 300)) : first.To;
        if (first.To < to)
            to = first.To;
        if (to is null || from < to)
            affiliations.Add(new AffiliationRecord($"{twin}/0", twin, first.PartnerId, Roles[random.Next(Roles.Length)], from, to, Counting: true, from));
        if (random.Next(4) > 0)
            goesOnAs[twin] = id;
        var identifier = $"mailto:{twin}@example.com";
        identifiers[identifier] = twin;
        return identifier;
    }

    /// <summary>Merges of partners in the order of time, some of them of those that have others in them already, some undone, some of those made again.</summary>
    private void AddMerges(int partners)
    {
        foreach (var at in Enumerable.Range(0, partners / 2).Select(_ => Instant(0, Days)).Distinct().Order())
        {
            var inForce = merges.FindAll(merge => merge.Until is null);
            if (inForce.Count > 0 && random.Next(4) == 0)
            {
                var undone = inForce[random.Next(inForce.Count)];
                merges[merges.IndexOf(undone)] = undone with { Until = at };
                continue;
            }

            // Few go into few, so that there are merges of merges.
            var (absorbed, into) = random.Next(4) == 0 && merges.Count > 0 && merges[random.Next(merges.Count)] is var again
                ? (again.AbsorbedId, again.IntoId)
                : (Partner(random.Next(partners)), Partner(random.Next(partners / 4)));
            if (absorbed != into && !inForce.Exists(merge => merge.AbsorbedId == absorbed || merge.AbsorbedId == into) && !Reaches(into, absorbed))
                merges.Add(new MergeRecord(absorbed, into, at, null));
        }

        // Who was once merged one way is not merged the other way later.
        bool Reaches(string from, string to) => from == to || merges.Exists(merge => merge.AbsorbedId == from && Reaches(merge.IntoId, to));
    }

    private void AddStatement(IReadOnlyList<string> identifiersOfPerson, string what, DateTime timestamp)
    {
        var course = what.Split('/');
        var stored = random.Next(6) switch
        {
            0 => timestamp.AddDays(random.Next(1, 400)),
            _ => timestamp.AddSeconds(random.Next(1, 100_000)),
        };
        // What is of the future was heard of before.
        if (timestamp > End)
            stored = Instant(Days - 300, Days);
        var verb = random.Next(14) switch { 0 => Given.Failed, 1 => Given.Completed, _ => Given.Passed };
        var authority = random.Next(16) switch { 0 => "nobody-lms", 1 => "field-lms", _ => "academy-lms" };
        var statement = new RawStatement(
            NewId(),
            identifiersOfPerson[random.Next(identifiersOfPerson.Count)],
            Programmes.Iri(course[0], course.Length > 1 ? $"atlas-{course[1]}" : null),
            verb,
            random.Next(20) switch { 0 => null, 1 => verb != Given.Passed, _ => verb != Given.Failed },
            random.Next(4) == 0 ? random.Next(3) > 0 : null,
            random.Next(12) == 0 ? null : random.Next(4, 11) / 10d,
            timestamp,
            stored,
            authority,
            PartnerBound: random.Next(12) == 0,
            Signer: random.Next(8) == 0 ? Programmes.Signers[random.Next(Programmes.Signers.Length)] : null);
        log.Add(statement);
        // Somebody looks at it, accepts it, thinks again.
        var said = statement.Stored;
        for (var ruling = random.Next(6) == 0 ? random.Next(1, 4) : 0; ruling > 0; ruling--)
        {
            said = said.AddHours(random.Next(1, 24 * 120));
            rulings.Add(new RawRuling(statement.Id, said, random.Next(4) > 0));
        }

        // The same act again under another id.
        if (random.Next(12) == 0)
            log.Add(statement with { Id = NewId(), Stored = statement.Stored.AddHours(random.Next(1, 1000)) });
        if (random.Next(9) == 0)
            log.Add(statement with { Id = NewId(), Actor = "mailto:administrator@example.com", Verb = "http://adlnet.gov/expapi/verbs/voided", Stored = statement.Stored.AddHours(random.Next(1, 24 * 300)), Voids = statement.Id });
    }

    private void AddDeal(int partner, int partners, string id)
    {
        var submitted = Instant(-200, Days);
        var deal = new DealVersion
        {
            DealId = id,
            Version = 1,
            Seq = 0,
            KnownAt = submitted.AddHours(random.Next(0, 200)),
            ExternalId = id,
            PartnerId = Partner(partner),
            Product = random.Next(3) == 0 ? null : "atlas",
            AmountMinor = random.Next(10, 1500) * 100_000L,
            Currency = random.Next(8) == 0 ? "EUR" : "USD",
            Status = DealStatus.Submitted,
            SubmittedAt = submitted,
        };
        if (random.Next(3) > 0 && affiliations.FindAll(affiliation => affiliation.PartnerId == Partner(partner)) is { Count: > 0 } people)
            deal = deal with { RegistrantId = people[random.Next(people.Count)].PersonId };
        deals.Add(deal);
        var changes = random.Next(0, 4);
        for (var change = 0; change < changes; change++)
        {
            var known = deal.KnownAt.AddHours(random.Next(1, 24 * 60));
            deal = deal with { Version = deal.Version + 1, KnownAt = known };
            deal = random.Next(7) switch
            {
                0 => deal with { PartnerId = Partner(random.Next(partners)) },
                1 => deal with { AmountMinor = random.Next(10, 1500) * 100_000L },
                2 => deal with { Status = DealStatus.Rejected, ClosedAt = null },
                3 or 4 => deal with { Status = DealStatus.Approved, ApprovedAt = known.AddHours(-random.Next(0, 100)), ProtectedUntil = known.AddDays(random.Next(10, 200)), ClosedAt = null },
                5 => deal with { Status = DealStatus.Lost, ClosedAt = known.AddHours(-random.Next(0, 100)) },
                _ => deal with { Status = DealStatus.Won, ApprovedAt = deal.ApprovedAt ?? deal.SubmittedAt, ClosedAt = known.AddHours(-random.Next(0, 300)) },
            };
            deals.Add(deal);
        }
    }

    private void AddWaiver(int partner)
    {
        var from = Instant(0, Days);
        var until = from.AddHours(random.Next(24, 24 * 200));
        waivers.Add(new Waiver(
            $"waiver-{partner:D3}",
            Partner(partner),
            Programmes.Gates[random.Next(Programmes.Gates.Length)],
            random.Next(3) == 0 ? "atlas" : null,
            random.Next(3) == 0 ? new Standing.Rules.Money(random.Next(100, 600) * 1000, "USD") : null,
            "agreed",
            from,
            until,
            from.AddDays(-random.Next(0, 30)),
            "admin",
            random.Next(3) == 0 ? from.AddHours(random.Next(1, 24 * 150)) : null,
            "admin"));
    }
}
