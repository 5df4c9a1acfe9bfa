namespace PartnerLrs.Standing.Trials.Impact;

/// <summary>Which way a partner goes.</summary>
internal static class ImpactChange
{
    /// <summary>A gate or benefit opens or the tier rises, and none closes or falls.</summary>
    public const string Gains = "gains";

    /// <summary>A gate or benefit closes or the tier falls, and none opens or rises.</summary>
    public const string Loses = "loses";

    /// <summary>Some of both, or a tier that cannot be compared.</summary>
    public const string Mixed = "mixed";

    /// <summary>Nothing at the effective instant; something within the horizon.</summary>
    public const string Later = "later";

    /// <summary>What the partner has stays within the horizon; certifications of its people change.</summary>
    public const string People = "people";

    /// <summary>Nothing changes.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Those by which a list can be narrowed.</summary>
    public static readonly IReadOnlyList<string> Listed = [Gains, Loses, Mixed, Later, People];
}
