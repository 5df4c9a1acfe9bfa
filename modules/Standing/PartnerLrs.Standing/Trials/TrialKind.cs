namespace PartnerLrs.Standing.Trials;

/// <summary>What a trial of the draft asks.</summary>
internal static class TrialKind
{
    /// <summary>What would change if it were published.</summary>
    public const string Impact = "impact";

    /// <summary>What would have been different if it had ruled.</summary>
    public const string Backtest = "backtest";
}
