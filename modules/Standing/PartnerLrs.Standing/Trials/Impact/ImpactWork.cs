using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Trials.Impact;

/// <summary>Goes from partner to partner and adds up who would gain and lose what.</summary>
/// <param name="published">The published versions.</param>
/// <param name="draft">The draft as the version that it would be.</param>
/// <param name="horizon">How far ahead is looked.</param>
internal sealed class ImpactWork(IReadOnlyList<PolicyVersion> published, PolicyVersion draft, TimeSpan horizon) : ITrialWork
{
    private readonly Dictionary<string, int> changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Before, int After)> tiers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, GateCount> gates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> certifications = new(StringComparer.Ordinal);
    private readonly HashSet<string> people = new(StringComparer.Ordinal);
    private int partners;

    public Task LookAsync(TrialPartner partner, TrialFindings findings, Func<Task> pause, CancellationToken cancellationToken)
    {
        var (record, memory, _) = partner;
        // An alias has no standing of its own.
        if (record.MergedInto is not null)
            return Task.CompletedTask;
        var comparison = new ImpactComparison(memory, published, draft, draft.EffectiveAt + horizon);
        var impact = comparison.Of(record.Id, record.ExternalId, record.Name);
        Add(comparison, impact);
        if (impact is not null)
            findings.AddPartner(record.Id, impact.Change, impact);
        return Task.CompletedTask;
    }

    public string Result()
    {
        var order = published.Append(draft).SelectMany(version => version.Policy.Tiers).Select(tier => tier.Id).Prepend("").Distinct(StringComparer.Ordinal);
        return TrialJson.Write(
            new ImpactResult(
                new ImpactPartners(partners, Changes(ImpactChange.Gains), Changes(ImpactChange.Loses), Changes(ImpactChange.Mixed), Changes(ImpactChange.Later), Changes(ImpactChange.People), Changes(ImpactChange.Unchanged)),
                [.. order.Where(tiers.ContainsKey).Select(tier => new ImpactTier(tier.Length == 0 ? null : tier, tiers[tier].Before, tiers[tier].After))],
                [.. gates.Select(pair => pair.Value.Told(pair.Key))],
                new ImpactPeople(people.Count, Certifications(CertificationImpact.Gained), Certifications(CertificationImpact.Lost), Certifications(CertificationImpact.Extended), Certifications(CertificationImpact.Shortened))));

        int Changes(string change) => changes.GetValueOrDefault(change);
        int Certifications(string change) => certifications.GetValueOrDefault(change);
    }

    private void Add(ImpactComparison comparison, PartnerImpact? impact)
    {
        partners++;
        Count(changes, impact?.Change ?? ImpactChange.Unchanged);
        Have(comparison.Tiers.Before ?? "", 1, 0);
        Have(comparison.Tiers.After ?? "", 0, 1);
        foreach (var (gate, before, after) in comparison.Passes)
        {
            if (!gates.TryGetValue(gate, out var count))
                gates[gate] = count = new GateCount();
            count.Add(before, after, impact?.Gates.FirstOrDefault(changed => changed.Gate == gate)?.Reasons ?? []);
        }

        foreach (var certification in impact?.People ?? [])
        {
            people.Add(certification.Person);
            Count(certifications, certification.Change);
        }
    }

    private void Have(string tier, int before, int after)
    {
        var have = tiers.GetValueOrDefault(tier);
        tiers[tier] = (have.Before + before, have.After + after);
    }

    private static void Count(Dictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    private sealed class GateCount
    {
        private readonly Dictionary<string, int> reasons = new(StringComparer.Ordinal);
        private int? passing;
        private int? toPass;
        private int opening;
        private int closing;

        public void Add(bool? before, bool? after, IReadOnlyList<string> denials)
        {
            if (before is { } was)
                passing = (passing ?? 0) + (was ? 1 : 0);
            if (after is { } becomes)
                toPass = (toPass ?? 0) + (becomes ? 1 : 0);
            if (after == true && before != true)
                opening++;
            if (before != true || after == true)
                return;
            closing++;
            foreach (var denial in denials)
                Count(reasons, denial);
        }

        public ImpactGate Told(string gate) => new(gate, passing, toPass, opening, closing, CodeCount.Of(reasons));
    }
}
