namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>How many answers become what under the draft.</summary>
internal sealed class BacktestCounts
{
    /// <summary>How many were looked at.</summary>
    public int Total { get; set; }

    /// <summary>How many stay the same.</summary>
    public int Same { get; set; }

    /// <summary>How many would be denied instead of allowed.</summary>
    public int Denied { get; set; }

    /// <summary>How many would be allowed instead of denied.</summary>
    public int Allowed { get; set; }

    /// <summary>How many would have no answer: the draft has no such gate.</summary>
    public int Unanswered { get; set; }

    /// <summary>
    /// How many cannot be compared: a recorded decision that its own policy would not give again, because facts have changed since of which no versions are
    /// kept, or a deal that was submitted when no programme with that gate was in force.
    /// </summary>
    public int Incomparable { get; set; }

    /// <summary>How many of those that were compared the caller was told to refuse, or would have been: denied by a gate that enforces.</summary>
    public int RefusedBefore { get; set; }

    /// <summary>How many of those that were compared the caller would be told to refuse.</summary>
    public int RefusedAfter { get; set; }

    /// <summary>Adds one that was compared.</summary>
    public void Add(string change, Verdict? before, Verdict? after)
    {
        Total++;
        _ = change switch
        {
            BacktestChange.Denied => Denied++,
            BacktestChange.Allowed => Allowed++,
            BacktestChange.Unanswered => Unanswered++,
            _ => Same++,
        };
        if (before?.Refuses == true)
            RefusedBefore++;
        if (after?.Refuses == true)
            RefusedAfter++;
    }

    /// <summary>Adds one that cannot be compared.</summary>
    public void AddIncomparable()
    {
        Total++;
        Incomparable++;
    }
}
