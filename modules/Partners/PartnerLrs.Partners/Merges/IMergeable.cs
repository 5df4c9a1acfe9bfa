namespace PartnerLrs.Partners.Merges;

/// <summary>What can be merged into another of its kind.</summary>
internal interface IMergeable
{
    string Id { get; }

    string Name { get; }

    /// <summary>As which it goes on, at the end of all merges; null for itself.</summary>
    string? MergedInto { get; set; }

    DateTime ModifiedAt { get; set; }
}
