namespace PartnerLrs.Standing.Review;

/// <summary>What becomes of evidence that does not count by itself.</summary>
internal static class ReviewState
{
    /// <summary>It waits for somebody who accepts it.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>Somebody accepted it: it counts.</summary>
    public const string Accepted = "accepted";

    /// <summary>It counts from its timestamp on.</summary>
    public const string Pending = "pending";

    /// <summary>It is nobody's, or no course's.</summary>
    public const string Unmatched = "unmatched";

    /// <summary>All of them, for error messages.</summary>
    public static readonly IReadOnlyList<string> All = [Quarantined, Accepted, Pending, Unmatched];
}
