using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Organisations;

/// <summary>A partner as it is answered.</summary>
internal sealed record PartnerResource : Resource
{
    /// <summary>The system whose id for the partner is shown.</summary>
    public string? Source { get; init; }

    /// <summary>That system's id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>active</c> or <c>inactive</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The parent organisation's id.</summary>
    public string? Parent { get; init; }

    /// <summary>The id of the partner into which it was merged; absent when it was not.</summary>
    public string? MergedInto { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTime ModifiedAt { get; init; }

    public static PartnerResource Of(Organisation organisation, Reference? external, UpsertOutcome? outcome = null) => new()
    {
        Id = organisation.Id,
        Source = external?.System,
        ExternalId = external?.ExternalId,
        Name = organisation.Name,
        Status = organisation.Status,
        Parent = organisation.ParentId,
        MergedInto = organisation.MergedInto,
        CreatedAt = organisation.CreatedAt,
        ModifiedAt = organisation.ModifiedAt,
        Outcome = outcome,
    };
}
