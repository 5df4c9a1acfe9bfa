namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>What the draft makes of an answer.</summary>
internal static class BacktestChange
{
    /// <summary>It answers the same.</summary>
    public const string Same = "same";

    /// <summary>It denies what was allowed.</summary>
    public const string Denied = "denied";

    /// <summary>It allows what was denied.</summary>
    public const string Allowed = "allowed";

    /// <summary>It has no such gate.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>Several of these, for a partner.</summary>
    public const string Mixed = "mixed";

    /// <summary>Those by which the list of differences can be narrowed.</summary>
    public static readonly IReadOnlyList<string> Listed = [Denied, Allowed, Unanswered];

    /// <summary>Those by which the list of partners can be narrowed.</summary>
    public static readonly IReadOnlyList<string> OfPartners = [Same, Denied, Allowed, Unanswered, Mixed];

    /// <summary>What is made of an answer that was given.</summary>
    public static string Of(bool was, Verdict? becomes) => becomes is null ? Unanswered : becomes.Allowed == was ? Same : was ? Denied : Allowed;
}
