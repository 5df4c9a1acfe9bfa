namespace PartnerLrs.Partners.Merges;

/// <summary>What was merged.</summary>
internal static class MergeKind
{
    /// <summary>Two organisations.</summary>
    public const string Partner = "partner";

    /// <summary>Two records of one person.</summary>
    public const string Person = "person";
}
