namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>What a backtest is asked for.</summary>
/// <param name="Days">How many days back.</param>
/// <param name="Gate">The gate against which deals are judged; absent for every gate that looks at deals.</param>
internal sealed record BacktestParameters(int Days, string? Gate);
