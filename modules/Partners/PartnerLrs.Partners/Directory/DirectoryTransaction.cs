using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;

namespace PartnerLrs.Partners.Directory;

/// <summary>One transaction over the directory. While it is open there is no other writer, so what was read still holds at commit.</summary>
/// <param name="db">The tables, in the transaction.</param>
/// <param name="partnerId">The partner that the caller's credential is bound to, or null.</param>
/// <param name="now">The transaction's instant.</param>
/// <param name="ids">Makes ids.</param>
internal sealed class DirectoryTransaction(PartnersContext db, string? partnerId, DateTime now, IdFactory ids)
{
    private readonly List<(DirectoryChangeKind Kind, string? PersonId, string? PartnerId)> changes = [];

    public PartnersContext Db { get; } = db;

    public string? PartnerId { get; } = partnerId;

    public DateTime Now { get; } = now;

    /// <summary>What was changed so far.</summary>
    public IReadOnlyList<(DirectoryChangeKind Kind, string? PersonId, string? PartnerId)> Changes => changes;

    public string NewId() => ids.NewId();

    /// <summary>Notes a change for the directory's log.</summary>
    public void Note(DirectoryChangeKind kind, string? personId, string? partner) => changes.Add((kind, personId, partner));
}
