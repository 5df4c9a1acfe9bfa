namespace PartnerLrs.Partners.Contracts;

/// <summary>A row of the feed <c>Partners</c>: one partner organisation.</summary>
public sealed record PartnerRow
{
    /// <summary>The partner's id; the key.</summary>
    public required string Id { get; init; }

    /// <summary>The first external reference as <c>system:externalId</c>; empty when there is none.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The partner's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>active</c> or <c>inactive</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The parent organisation's id, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>The id of the partner into which it was merged, or null. It then is that one: it has no tier and no status of its own.</summary>
    public string? MergedIntoId { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public required DateTime ModifiedAt { get; init; }
}
