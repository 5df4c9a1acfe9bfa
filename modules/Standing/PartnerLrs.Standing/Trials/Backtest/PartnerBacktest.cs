namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>What would have been different for a partner.</summary>
internal sealed record PartnerBacktest
{
    /// <summary>The partner's id.</summary>
    public required string Partner { get; init; }

    /// <summary>Its first external reference as <c>system:externalId</c>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>same</c>, <c>denied</c>, <c>allowed</c>, <c>unanswered</c>, or <c>mixed</c> for several of these.</summary>
    public required string Change { get; init; }

    /// <summary>Recorded answers.</summary>
    public required BacktestCounts Decisions { get; init; }

    /// <summary>Deals, each once.</summary>
    public required BacktestCounts Deals { get; init; }

    /// <summary>Deals that the policy of then allows and the draft denies.</summary>
    public required BacktestAmounts DealsDenied { get; init; }

    /// <summary>Deals that the policy of then denies and the draft allows.</summary>
    public required BacktestAmounts DealsAllowed { get; init; }
}
