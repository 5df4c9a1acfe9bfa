using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Contracts;

/// <summary>
/// Who is who: organisations, people with their xAPI identifiers, and who belongs where. Answers from the database, except where it says otherwise.
/// Whoever was merged into another is found as that other one, by any reference or identifier of either, except where it says otherwise.
/// </summary>
public interface IPartnerDirectory
{
    /// <summary>The partner that a reference names: its id, or <c>system:externalId</c>. Null when there is none.</summary>
    Task<PartnerRecord?> FindPartnerAsync(string reference, CancellationToken cancellationToken);

    /// <summary>A partner as it is by itself, also when it was merged into another one; null when the id is none.</summary>
    Task<PartnerRecord?> OwnRecordAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>The ids of the partners that now go on as another one: what other modules keep of them is that one's.</summary>
    Task<IReadOnlyList<string>> AliasesAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>All merges, undone ones included, by which a partner came together with others, directly or by way of others.</summary>
    Task<IReadOnlyList<MergeRecord>> MergesAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>The id of the partner that a reference names (<see cref="FindPartnerAsync"/>), or null. What was asked before is answered from memory until the directory changes.</summary>
    ValueTask<string?> ResolvePartnerAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The ids of the partners that references name, by reference; references that name none are left out.</summary>
    Task<IReadOnlyDictionary<string, string>> ResolvePartnersAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken);

    /// <summary>The id of the person that a reference names, or null. What was asked before is answered from memory until the directory changes.</summary>
    ValueTask<string?> ResolvePersonAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The ids of the people that references name, by reference; references that name nobody are left out.</summary>
    /// <param name="references">Ids or <c>system:externalId</c>.</param>
    /// <param name="partnerId">The partner that the caller's credential is bound to: people whom it may not see are left out too. Null sees all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<string, string>> ResolvePeopleAsync(IReadOnlyCollection<string> references, string? partnerId, CancellationToken cancellationToken);

    /// <summary>A person, or null. Who was merged into another is there by this id, without identifiers.</summary>
    Task<PersonRecord?> FindPersonAsync(string personId, CancellationToken cancellationToken);

    /// <summary>Several people; unknown ids are left out.</summary>
    Task<IReadOnlyList<PersonRecord>> FindPeopleAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken);

    /// <summary>The people whom agents' keys (kind <see cref="IndexKeyKind.Agent"/>) name; unknown keys are left out.</summary>
    Task<IReadOnlyDictionary<IndexKey, string>> ResolveAsync(IReadOnlyCollection<IndexKey> agents, CancellationToken cancellationToken);

    /// <summary>People's identifiers that are the same as some texts but for upper and lower case. Reads all identifiers: for lists that people look at.</summary>
    /// <param name="values">Mailboxes, OpenIDs and names of accounts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<OwnedIdentifier>> SimilarAsync(IReadOnlyCollection<string> values, CancellationToken cancellationToken);

    /// <summary>The partners for which people count whose mailboxes are in some domains, by domain in lower case. Reads all identifiers.</summary>
    Task<ILookup<string, string>> PartnersByDomainAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken);

    /// <summary>Everybody's affiliations with a partner and with those that were merged into it, ended ones included.</summary>
    Task<IReadOnlyList<AffiliationRecord>> AffiliationsOfPartnerAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>Everybody's affiliations with a partner as it is by itself, whatever was merged, ended ones included.</summary>
    Task<IReadOnlyList<AffiliationRecord>> OwnAffiliationsAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>A person's affiliations, ended ones included.</summary>
    Task<IReadOnlyList<AffiliationRecord>> AffiliationsOfPersonAsync(string personId, CancellationToken cancellationToken);

    /// <summary>Ids of people in order, for going through all of them.</summary>
    /// <param name="after">The id that was read last, or null for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<string>> PersonIdsAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Ids of partners in order, for going through all of them.</summary>
    Task<IReadOnlyList<string>> PartnerIdsAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>What changed after a place in the directory's own log, in order.</summary>
    Task<IReadOnlyList<DirectoryChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken);
}
