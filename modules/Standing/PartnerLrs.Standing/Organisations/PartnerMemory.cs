using PartnerLrs.Partners.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Organisations;

/// <summary>A partner's facts in memory, and what they come to under each policy version that was asked for.</summary>
internal sealed class PartnerMemory(string partnerId)
{
    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);
    private readonly Dictionary<int, PartnerFacts> judged = [];
    private StandingTimeline? standing;

    /// <summary>Whether the partner takes part in the programme.</summary>
    public bool Active { get; private set; }

    /// <summary>The partner's external reference, or empty.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Replaces who the partner is and who belongs to it; learners who stay keep their facts.</summary>
    /// <returns>The people of whom nothing is known yet.</returns>
    public IReadOnlyList<string> Replace(PartnerRecord? partner, IReadOnlyList<AffiliationRecord> affiliations, IReadOnlyDictionary<string, string> names)
    {
        Forget();
        Active = partner?.Active ?? false;
        ExternalId = partner?.ExternalId ?? "";
        var people = affiliations.Where(a => a.Counting).ToLookup(a => a.PersonId, a => new MembershipFacts(a.Roles, a.From, a.To), StringComparer.Ordinal);
        foreach (var gone in members.Keys.Where(id => !people.Contains(id)).ToList())
            members.Remove(gone);
        foreach (var person in people)
            members[person.Key] = new Member(names.GetValueOrDefault(person.Key), [.. person], members.GetValueOrDefault(person.Key)?.Learner);
        return [.. members.Where(member => member.Value.Learner is null).Select(member => member.Key)];
    }

    /// <summary>Takes a learner's facts, unless newer ones are here or the learner does not belong here.</summary>
    public void Take(LearnerFacts learner)
    {
        if (!members.TryGetValue(learner.PersonId, out var member) || member.Learner?.Revision > learner.Revision)
            return;
        members[learner.PersonId] = member with { Learner = learner };
        Forget();
    }

    /// <summary>The facts under a policy version.</summary>
    public PartnerFacts Under(PolicyVersion version)
    {
        if (!judged.TryGetValue(version.Number, out var facts))
            judged[version.Number] = facts = new PartnerFacts(partnerId, Active, [.. members.Select(member => member.Value.Under(member.Key, version.Policy))])
            {
                References = ExternalId.Length == 0 ? [] : [ExternalId],
            };
        return facts;
    }

    /// <summary>The standing that follows from the facts, worked out once as long as they and the versions stay the same.</summary>
    public StandingTimeline Standing(IReadOnlyList<PolicyVersion> versions) =>
        standing is { } known && known.Versions.Count == versions.Count ? known : standing = StandingTimeline.Of(versions, Under);

    private void Forget()
    {
        judged.Clear();
        standing = null;
    }

    private sealed record Member(string? Name, IReadOnlyList<MembershipFacts> Memberships, LearnerFacts? Learner)
    {
        public PersonFacts Under(string personId, ProgramPolicy policy)
        {
            var completions = Learner is null ? [] : Completions.Of(new EvidenceLedger(Learner.Evidence, Learner.Voidings), policy);
            return new PersonFacts(personId, Name, Memberships, Awards.Of(personId, policy, completions), completions);
        }
    }
}
