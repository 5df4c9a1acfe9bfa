using PartnerLrs.Partners.Merges;

namespace PartnerLrs.Partners.Organisations;

/// <summary>A row of <c>partners_organisations</c>.</summary>
internal sealed class Organisation : IMergeable
{
    public const string Active = "active";
    public const string Inactive = "inactive";

    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string Status { get; set; }

    public string? ParentId { get; set; }

    /// <summary>The organisation that this one goes on as, at the end of all merges; null for itself.</summary>
    public string? MergedInto { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ModifiedAt { get; set; }
}
