namespace PartnerLrs.Standing.Trials;

/// <summary>How trials of the draft are run; section <c>Trials</c> of the configuration.</summary>
public sealed class TrialOptions
{
    /// <summary>How many run at once; each looks at one partner at a time. Default 2.</summary>
    public int AtOnce { get; set; } = 2;

    /// <summary>How many are kept, the newest ones. Default 50.</summary>
    public int Keep { get; set; } = 50;

    /// <summary>How long one rests after each partner at the least. It always rests as long as it has worked, but for a quarter of a second at the most. Default none; configured as <c>RestMilliseconds</c>.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.Zero;
}
