using System.Text.Json.Serialization;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// The set of facts about one learner, by statement id. What it holds depends only on which facts were ever merged into it,
/// never on their order, repetition or grouping (law 3), and it lists them in one order, so equal sets serialise alike.
/// </summary>
internal sealed class EvidenceLedger
{
    private readonly Dictionary<Guid, Evidence> evidence = [];
    private readonly Dictionary<Guid, DateTime> voidings = [];
    private readonly Dictionary<Guid, SortedDictionary<DateTime, bool>> rulings = [];

    /// <summary>A ledger of nothing.</summary>
    public EvidenceLedger()
    {
    }

    /// <summary>A ledger of these facts.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="voidings">The voidings.</param>
    /// <param name="rulings">What people said of evidence that did not count; null, as in snapshots of earlier versions, for nothing.</param>
    [JsonConstructor]
    public EvidenceLedger(IReadOnlyList<Evidence> evidence, IReadOnlyList<Voiding> voidings, IReadOnlyList<Ruling>? rulings = null)
    {
        _ = Merge(evidence, voidings);
        _ = Merge(rulings ?? []);
    }

    /// <summary>The evidence, void or not, by when it was known and then by statement id.</summary>
    public IReadOnlyList<Evidence> Evidence =>
        [.. evidence.Values.OrderBy(fact => fact.KnownAt).ThenBy(fact => fact.StatementId)];

    /// <summary>The voidings, whether or not their target is here, by when they were known and then by statement id.</summary>
    public IReadOnlyList<Voiding> Voidings =>
        [.. voidings.Select(fact => new Voiding(fact.Key, fact.Value)).OrderBy(fact => fact.KnownAt).ThenBy(fact => fact.StatementId)];

    /// <summary>The rulings, whether or not their statement is here, by when they were known and then by statement id.</summary>
    public IReadOnlyList<Ruling> Rulings =>
    [
        .. from statement in rulings
           from ruling in statement.Value
           orderby ruling.Key, statement.Key
           select new Ruling(statement.Key, ruling.Key, ruling.Value),
    ];

    /// <summary>Adds facts. Merging is idempotent, commutative and associative.</summary>
    /// <param name="evidence">
    /// Evidence. Of several under one statement id the one that comes first in a fixed order stays (earliest known first).
    /// </param>
    /// <param name="voidings">Voidings. Of several of one target the earliest known stays.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Merge(IEnumerable<Evidence> evidence, IEnumerable<Voiding> voidings)
    {
        var changed = false;
        foreach (var fact in evidence)
        {
            if (this.evidence.TryGetValue(fact.StatementId, out var known) && Compare(known, fact) <= 0)
                continue;
            this.evidence[fact.StatementId] = fact;
            changed = true;
        }
        foreach (var fact in voidings)
        {
            if (this.voidings.TryGetValue(fact.StatementId, out var knownAt) && knownAt <= fact.KnownAt)
                continue;
            this.voidings[fact.StatementId] = fact.KnownAt;
            changed = true;
        }
        return changed;
    }

    /// <summary>Adds rulings; like all facts in any order and grouping, repeated or not.</summary>
    /// <param name="rulings">Rulings. Of two on one statement of one instant the one that does not accept stays.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Merge(IEnumerable<Ruling> rulings)
    {
        var changed = false;
        foreach (var ruling in rulings)
        {
            if (!this.rulings.TryGetValue(ruling.StatementId, out var known))
                this.rulings[ruling.StatementId] = known = [];
            if (known.TryGetValue(ruling.KnownAt, out var accepted) && (!accepted || ruling.Accepted))
                continue;
            known[ruling.KnownAt] = ruling.Accepted;
            changed = true;
        }
        return changed;
    }

    /// <summary>When (UTC) a statement was accepted by a person; null when it was not, or when that was taken back.</summary>
    /// <param name="statementId">The statement's id.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge: rulings known later are unseen. Null sees all.</param>
    public DateTime? AcceptedAt(Guid statementId, DateTime? knownAt = null)
    {
        DateTime? since = null;
        if (rulings.TryGetValue(statementId, out var known))
        {
            foreach (var (at, accepted) in known)
            {
                if (at > knownAt)
                    break;
                since = accepted ? since ?? at : null;
            }
        }
        return since;
    }

    /// <summary>The same without anything that took evidence away: neither voidings nor acceptances taken back.</summary>
    public EvidenceLedger WithoutLosses() => new(Evidence, [], [.. Rulings.Where(ruling => ruling.Accepted)]);

    /// <summary>When (UTC) evidence of a statement was lost, by a voiding or by an acceptance that was taken back; null while it was not.</summary>
    public DateTime? LostAt(Guid statementId) =>
        voidings.TryGetValue(statementId, out var voidedAt) ? voidedAt
        : AcceptedAt(statementId) is null && rulings.TryGetValue(statementId, out var known) ? known.Last(ruling => !ruling.Value).Key
        : null;

    /// <summary>Whether a statement is known to be void.</summary>
    /// <param name="statementId">The statement's id.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge: voidings known later are unseen. Null sees all.</param>
    public bool IsVoid(Guid statementId, DateTime? knownAt = null) =>
        voidings.TryGetValue(statementId, out var voidedAt) && (knownAt is null || voidedAt <= knownAt);

    // A total order, so that which of two readings of one statement stays does not depend on which came first.
    private static int Compare(Evidence left, Evidence right)
    {
        var order = left.KnownAt.CompareTo(right.KnownAt);
        order = order != 0 ? order : left.EffectiveAt.CompareTo(right.EffectiveAt);
        order = order != 0 ? order : string.CompareOrdinal(left.Activity, right.Activity);
        order = order != 0 ? order : string.CompareOrdinal(left.Verb, right.Verb);
        order = order != 0 ? order : string.CompareOrdinal(left.Authority, right.Authority);
        order = order != 0 ? order : left.PartnerBound.CompareTo(right.PartnerBound);
        order = order != 0 ? order : string.CompareOrdinal(left.Signer, right.Signer);
        order = order != 0 ? order : Nullable.Compare(left.Success, right.Success);
        order = order != 0 ? order : Nullable.Compare(left.Completion, right.Completion);
        return order != 0 ? order : Nullable.Compare(left.ScoreScaled, right.ScoreScaled);
    }
}
