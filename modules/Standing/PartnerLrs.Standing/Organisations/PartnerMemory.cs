using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Organisations;

/// <summary>A partner's facts in memory, and what they come to under each policy version that was asked for.</summary>
internal sealed class PartnerMemory(string partnerId)
{
    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);
    private readonly Dictionary<int, PartnerFacts> judged = [];
    private IReadOnlyList<DealVersion> deals = [];
    private StandingTimeline? standing;
    private IReadOnlyList<string> references = [];

    /// <summary>The id of the partner into which it was merged; null while it goes on by itself.</summary>
    public string? MergedInto { get; private set; }

    /// <summary>The partners that were merged into it, now or for a time, each with its own memory.</summary>
    public IReadOnlyList<(MergeRecord Merge, PartnerMemory Memory)> Absorbed { get; private set; } = [];

    /// <summary>Whether the partner takes part in the programme.</summary>
    public bool Active { get; private set; }

    /// <summary>The partner's external reference, or empty.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>The partner's id.</summary>
    public string PartnerId => partnerId;

    /// <summary>The partner's own waivers, past ones included.</summary>
    public IReadOnlyList<Waiver> Waivers { get; set; } = [];

    /// <summary>Every version of each deal that is or ever was the partner's, or of one that was merged into it.</summary>
    public IEnumerable<DealVersion> Deals => deals.Concat(Absorbed.SelectMany(absorbed => absorbed.Memory.Deals));

    /// <summary>The ids of everyone who counts for the partner or one that was merged into it, now or at another time.</summary>
    public IEnumerable<string> People => members.Keys.Concat(Absorbed.SelectMany(absorbed => absorbed.Memory.People)).Distinct(StringComparer.Ordinal);

    /// <summary>Replaces the partner's deals: every version of each that is or ever was its own.</summary>
    public void Replace(IReadOnlyList<DealVersion> versions)
    {
        deals = versions;
        Forget();
    }

    /// <summary>Replaces who the partner is and who belongs to it; learners who stay keep their facts.</summary>
    /// <returns>The people of whom nothing is known yet.</returns>
    public IReadOnlyList<string> Replace(PartnerRecord? partner, IReadOnlyList<AffiliationRecord> affiliations, IReadOnlyDictionary<string, string> names)
    {
        Forget();
        Active = partner?.Active ?? false;
        ExternalId = partner?.ExternalId ?? "";
        MergedInto = partner?.MergedInto;
        references = partner?.References ?? [];
        var people = affiliations.Where(a => a.Counting).ToLookup(a => a.PersonId, a => new Membership(a.KnownAt, new MembershipFacts(a.Roles, a.From, a.To)), StringComparer.Ordinal);
        foreach (var gone in members.Keys.Where(id => !people.Contains(id)).ToList())
            members.Remove(gone);
        foreach (var person in people)
            members[person.Key] = new Member(names.GetValueOrDefault(person.Key), [.. person], members.GetValueOrDefault(person.Key)?.Known);
        return [.. members.Where(member => member.Value.Known is null).Select(member => member.Key)];
    }

    /// <summary>Replaces the partners that were merged into it. Whether an alias takes part is for the one that goes on to say.</summary>
    public void Replace(IReadOnlyList<(MergeRecord Merge, PartnerMemory Memory)> absorbed)
    {
        Absorbed = absorbed;
        foreach (var one in absorbed.SelectMany(one => one.Memory.WithAbsorbed()))
        {
            one.Active = Active;
            one.Forget();
        }

        Forget();
    }

    /// <summary>Whether a person counts for the partner or one that was merged into it, now or at another time.</summary>
    public bool Knows(string personId) => members.ContainsKey(personId) || Absorbed.Any(absorbed => absorbed.Memory.Knows(personId));

    /// <summary>Takes a learner's facts, unless newer ones are here or the learner does not belong here.</summary>
    public void Take(LearnerFacts learner)
    {
        foreach (var (_, absorbed) in Absorbed)
            absorbed.Take(learner);
        if (Absorbed.Count > 0)
            Forget();
        if (!members.TryGetValue(learner.PersonId, out var member) || member.Learner?.Revision > learner.Revision)
            return;
        members[learner.PersonId] = member with { Known = new JudgedLearner(learner) };
        Forget();
    }

    /// <summary>
    /// A question with what is known of the deal that it names, that deal, and who submitted it: this partner, or one that was merged into it later. Null when it
    /// names a deal that is not known.
    /// </summary>
    public (GateQuestion Asked, DealFacts? Deal, PartnerMemory Submitter)? Recall(GateQuestion question, Knowledge knowledge)
    {
        if (question.Deal is not { } reference)
            return (question, null, this);
        return FindDeal(reference, knowledge) is var (deal, submitter) ? (question.About(deal), deal, submitter) : null;
    }

    /// <summary>Whether a deal is known as the partner's, or as one's that is merged into it, by its id or <c>source:externalId</c>.</summary>
    public bool KnowsDeal(string reference) => FindDeal(reference, Knowledge.All) is not null;

    /// <summary>This memory, and those of partners that were merged into it; each after those in it.</summary>
    public IEnumerable<PartnerMemory> WithAbsorbed() => Absorbed.SelectMany(absorbed => absorbed.Memory.WithAbsorbed()).Append(this);

    private (DealFacts Deal, PartnerMemory Submitter)? FindDeal(string reference, Knowledge knowledge)
    {
        if (DealReading.Find(partnerId, deals, reference, knowledge.Rest) is { } own)
            return (own, this);
        var merges = Merges(knowledge).ToList();
        // A merge that was undone took its deals along.
        foreach (var (together, absorbed) in merges.Where(merge => merge.Together.Until == Instants.Forever))
        {
            if (absorbed.FindDeal(reference, knowledge) is not var (deal, submitter))
                continue;
            var were = deal.SubmittedAt is { } submitted && merges.Exists(merge => merge.Absorbed.PartnerId == absorbed.PartnerId && merge.Together.Covers(submitted));
            return (deal, were ? this : submitter);
        }

        return null;
    }

    /// <summary>The partners that were merged into it, by what was known, and when they were one.</summary>
    private IEnumerable<(Interval Together, PartnerMemory Absorbed)> Merges(Knowledge knowledge) =>
        from absorbed in Absorbed
        where !(absorbed.Merge.At > knowledge.Rest)
        select (new Interval(absorbed.Merge.At, absorbed.Merge.Until is { } undone && !(undone > knowledge.Rest) ? undone : Instants.Forever), absorbed.Memory);

    /// <summary>
    /// The waivers that are for what is asked, with when they are in force by what was known. Those of a partner that was merged into this one are, too, as
    /// long as it is: benefits of both last.
    /// </summary>
    public List<(Waiver Waiver, Interval InForce)> WaiversFor(GateQuestion question, Knowledge knowledge) =>
    [
        .. from waiver in Waivers
           where waiver.IsFor(question)
           let inForce = waiver.InForce(knowledge.Rest)
           where inForce is not null
           select (waiver with { Until = inForce.Value.Until }, inForce.Value),
        .. from merge in Merges(knowledge)
           from pair in merge.Absorbed.WaiversFor(question, knowledge)
           from both in Interval.Intersection([pair.InForce], [merge.Together])
           select (pair.Waiver with { Until = both.Until }, both),
    ];

    /// <summary>Takes evidence of somebody that the fold does not look for yet.</summary>
    public void TakeMore(string personId, IReadOnlyCollection<Evidence> evidence, IReadOnlyCollection<Voiding> voidings)
    {
        if (evidence.Count + voidings.Count == 0)
            return;
        foreach (var (_, absorbed) in Absorbed)
            absorbed.TakeMore(personId, evidence, voidings);
        Forget();
        if (!members.TryGetValue(personId, out var member) || member.Learner is not { } learner)
            return;
        var ledger = learner.Ledger();
        if (ledger.Merge(evidence, voidings))
            Take(learner with { Evidence = ledger.Evidence, Voidings = ledger.Voidings });
    }

    /// <summary>
    /// The instants (UTC), in order, at which something became known on which <see cref="With"/> depends: from one until the next,
    /// knowledge makes no difference to the facts under a policy.
    /// </summary>
    public IReadOnlyList<DateTime> Learned() =>
    [
        .. members.Values.SelectMany(member => member.Memberships.Select(membership => membership.KnownAt)
                .Concat(member.Learner?.Evidence.Select(evidence => evidence.KnownAt) ?? [])
                .Concat(member.Learner?.Voidings.Select(voiding => voiding.KnownAt) ?? [])
                .Concat(member.Learner?.Rulings.Select(ruling => ruling.KnownAt) ?? []))
            .Concat(deals.Select(deal => deal.KnownAt))
            .Concat(Absorbed.SelectMany(absorbed => absorbed.Memory.Learned().Append(absorbed.Merge.At).Concat(absorbed.Merge.Until is { } undone ? [undone] : [])))
            .Distinct()
            .Order(),
    ];

    /// <summary>The facts under a policy version, with all that is known.</summary>
    public PartnerFacts Under(PolicyVersion version)
    {
        if (!judged.TryGetValue(version.Number, out var facts))
            judged[version.Number] = facts = Judge(version, Knowledge.All);
        return facts;
    }

    /// <summary>The facts under each policy version that is asked for, with what was known at an instant. What it works out it keeps for itself.</summary>
    public Func<PolicyVersion, PartnerFacts> With(Knowledge knowledge)
    {
        if (knowledge == Knowledge.All)
            return Under;
        var known = new Dictionary<int, PartnerFacts>();
        return version => known.TryGetValue(version.Number, out var facts) ? facts : known[version.Number] = Judge(version, knowledge);
    }

    /// <summary>The standing that follows from the facts; with all that is known it is worked out once as long as they and the versions stay the same.</summary>
    public StandingTimeline Standing(IReadOnlyList<PolicyVersion> versions, Knowledge knowledge)
    {
        if (knowledge != Knowledge.All)
            return StandingTimeline.Of(versions, With(knowledge));
        return standing is { } known && known.Versions.Count == versions.Count ? known : standing = StandingTimeline.Of(versions, Under);
    }

    private void Forget()
    {
        judged.Clear();
        standing = null;
    }

    private PartnerFacts Judge(PolicyVersion version, Knowledge knowledge) => new(
        partnerId,
        Active,
        [.. members.Select(member => member.Value.Under(member.Key, version, knowledge)).Where(person => person.Memberships.Count > 0)])
    {
        References = references,
        Commercial = DealReading.Of(partnerId, deals, knowledge.Rest),
        Merges =
        [
            .. from merge in Merges(knowledge)
               select new MergeFacts(merge.Together.From, Instants.EndOrNull(merge.Together.Until), merge.Absorbed.With(knowledge)(version)),
        ],
    };

    private sealed record Membership(DateTime KnownAt, MembershipFacts Facts);

    private sealed record Member(string? Name, IReadOnlyList<Membership> Memberships, JudgedLearner? Known)
    {
        public LearnerFacts? Learner => Known?.Facts;

        public PersonFacts Under(string personId, PolicyVersion version, Knowledge knowledge)
        {
            var (completions, awards) = Known?.Under(version, knowledge.Evidence) ?? ([], []);
            return new PersonFacts(
                personId,
                Name,
                [.. Memberships.Where(membership => !(membership.KnownAt > knowledge.Rest)).Select(membership => membership.Facts)],
                awards,
                completions);
        }
    }
}
