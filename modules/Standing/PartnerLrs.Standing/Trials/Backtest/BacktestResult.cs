namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>What would have been different if the draft had ruled.</summary>
internal sealed record BacktestResult
{
    /// <summary>The first instant of the window.</summary>
    public required DateTime From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Recorded answers of gates.</summary>
    public required BacktestCounts Decisions { get; init; }

    /// <summary>Deals, each once: one that any gate would deny counts as denied.</summary>
    public required BacktestCounts Deals { get; init; }

    /// <summary>The gates against which deals were judged.</summary>
    public required IReadOnlyList<string> DealGates { get; init; }

    /// <summary>Deals that the draft denies, whatever the policy of then made of them.</summary>
    public required BacktestAmounts DealsDeniedInAll { get; init; }

    /// <summary>Deals that the policy of then allows and the draft denies.</summary>
    public required BacktestAmounts DealsDenied { get; init; }

    /// <summary>Deals that the policy of then denies and the draft allows.</summary>
    public required BacktestAmounts DealsAllowed { get; init; }

    /// <summary>The same by gate.</summary>
    public required IReadOnlyList<BacktestGate> Gates { get; init; }

    /// <summary>Why: codes of what denies in the draft, of answers that would be denied instead of allowed.</summary>
    public required IReadOnlyList<CodeCount> DeniedBecause { get; init; }

    /// <summary>Codes of what denied, of answers that would be allowed instead.</summary>
    public required IReadOnlyList<CodeCount> AllowedInSpiteOf { get; init; }

    /// <summary>How many differences are listed; the list ends at 20,000.</summary>
    public required int Differences { get; init; }

    /// <summary>Whether there were more.</summary>
    public required bool Truncated { get; init; }
}

/// <summary>What becomes of a gate's answers.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Decisions">Recorded answers.</param>
/// <param name="Deals">Deals.</param>
internal sealed record BacktestGate(string Gate, BacktestCounts Decisions, BacktestCounts Deals);
