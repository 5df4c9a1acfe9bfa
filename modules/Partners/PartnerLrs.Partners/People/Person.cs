using PartnerLrs.Partners.Merges;

namespace PartnerLrs.Partners.People;

/// <summary>A row of <c>partners_people</c>.</summary>
internal sealed class Person : IMergeable
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The partner whose own credential registered the person, or null.</summary>
    public string? RegisteredBy { get; init; }

    /// <summary>The person that this one turned out to be, at the end of all merges; null for itself.</summary>
    public string? MergedInto { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When the person, an identifier or an affiliation of the person last changed: what a feed's reader polls by.</summary>
    public required DateTime ModifiedAt { get; set; }
}
