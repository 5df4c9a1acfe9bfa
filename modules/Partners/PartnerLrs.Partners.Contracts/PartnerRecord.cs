namespace PartnerLrs.Partners.Contracts;

/// <summary>A partner organisation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Active">Whether it takes part in the programme; gates are closed to one that does not.</param>
/// <param name="ExternalId">Its first external reference as <c>system:externalId</c>, or null.</param>
public sealed record PartnerRecord(string Id, string Name, bool Active, string? ExternalId)
{
    /// <summary>The id of the partner into which it was merged, at the end of all merges; null for none.</summary>
    public string? MergedInto { get; init; }

    /// <summary>All of its own references in other systems, as <c>system:externalId</c>; given by <see cref="IPartnerDirectory.OwnRecordAsync"/> alone.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
