using PartnerLrs.Partners.Contracts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>A directory in memory, with its own log of changes.</summary>
internal sealed class KnownPeople : IPartnerDirectory
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, PartnerRecord> partners = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PersonRecord> people = new(StringComparer.Ordinal);
    private readonly List<AffiliationRecord> affiliations = [];
    private readonly List<DirectoryChange> changes = [];

    public static AgentIdentifier Agent(string person) => new(AgentIdentifierKind.Mbox, $"mailto:{person}@nordwind.example");

    public void AddPartner(string id)
    {
        lock (gate)
        {
            partners[id] = new PartnerRecord(id, id, true, null);
            Note(DirectoryChangeKind.Partner, null, id);
        }
    }

    public void AddPerson(string id, string partner, DateTime from)
    {
        lock (gate)
        {
            people[id] = new PersonRecord(id, id, null, [Agent(id)]);
            Note(DirectoryChangeKind.Person, id, null);
            affiliations.Add(new AffiliationRecord($"{id}-{partner}", id, partner, ["sales"], from, null, true, from));
            Note(DirectoryChangeKind.Affiliation, id, partner);
        }
    }

    public Task<PartnerRecord?> FindPartnerAsync(string reference, CancellationToken cancellationToken) => Locked(() => partners.GetValueOrDefault(reference));

    public Task<PartnerRecord?> OwnRecordAsync(string partnerId, CancellationToken cancellationToken) => FindPartnerAsync(partnerId, cancellationToken);

    public Task<IReadOnlyList<string>> AliasesAsync(string partnerId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<MergeRecord>> MergesAsync(string partnerId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MergeRecord>>([]);

    public Task<IReadOnlyList<OwnedIdentifier>> SimilarAsync(IReadOnlyCollection<string> values, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ILookup<string, string>> PartnersByDomainAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<AffiliationRecord>> OwnAffiliationsAsync(string partnerId, CancellationToken cancellationToken) => AffiliationsOfPartnerAsync(partnerId, cancellationToken);

    public ValueTask<string?> ResolvePartnerAsync(string reference, CancellationToken cancellationToken) => new(Locked(() => partners.GetValueOrDefault(reference)?.Id));

    public Task<IReadOnlyDictionary<string, string>> ResolvePartnersAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<string?> ResolvePersonAsync(string reference, CancellationToken cancellationToken) => new(Locked(() => people.GetValueOrDefault(reference)?.Id));

    public Task<IReadOnlyDictionary<string, string>> ResolvePeopleAsync(IReadOnlyCollection<string> references, string? partnerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PersonRecord?> FindPersonAsync(string personId, CancellationToken cancellationToken) => Locked(() => people.GetValueOrDefault(personId));

    public Task<IReadOnlyList<PersonRecord>> FindPeopleAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PersonRecord>>(() => [.. personIds.Select(people.GetValueOrDefault).OfType<PersonRecord>()]);

    public Task<IReadOnlyDictionary<IndexKey, string>> ResolveAsync(IReadOnlyCollection<IndexKey> agents, CancellationToken cancellationToken) =>
        Locked<IReadOnlyDictionary<IndexKey, string>>(() => people.Values.Select(person => (Key: person.Identifiers[0].AgentKey, person.Id)).Where(pair => agents.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Id));

    public Task<IReadOnlyList<AffiliationRecord>> AffiliationsOfPartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<AffiliationRecord>>(() => [.. affiliations.Where(affiliation => affiliation.PartnerId == partnerId)]);

    public Task<IReadOnlyList<AffiliationRecord>> AffiliationsOfPersonAsync(string personId, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<AffiliationRecord>>(() => [.. affiliations.Where(affiliation => affiliation.PersonId == personId)]);

    public Task<IReadOnlyList<string>> PersonIdsAsync(string? after, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<string>>(() => [.. people.Keys.Where(id => string.CompareOrdinal(id, after) > 0).Take(limit)]);

    public Task<IReadOnlyList<string>> PartnerIdsAsync(string? after, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<string>>(() => [.. partners.Keys.Where(id => string.CompareOrdinal(id, after) > 0).Take(limit)]);

    public Task<IReadOnlyList<DirectoryChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<DirectoryChange>>(() => [.. changes.Skip((int)after).Take(limit)]);

    private void Note(DirectoryChangeKind kind, string? person, string? partner) => changes.Add(new DirectoryChange(changes.Count + 1, kind, person, partner));

    private Task<T> Locked<T>(Func<T> read)
    {
        lock (gate)
            return Task.FromResult(read());
    }
}
