namespace PartnerLrs.Standing.Trials;

/// <summary>Where a trial stands.</summary>
internal static class TrialState
{
    /// <summary>It goes from partner to partner.</summary>
    public const string Running = "running";

    /// <summary>It has its result.</summary>
    public const string Finished = "finished";

    /// <summary>Somebody stopped it; it has no result.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Something unforeseen went wrong; the server's log says what.</summary>
    public const string Failed = "failed";

    /// <summary>The server stopped in the middle of it.</summary>
    public const string Interrupted = "interrupted";
}
