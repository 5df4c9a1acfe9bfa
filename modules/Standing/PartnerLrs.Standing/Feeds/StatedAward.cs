namespace PartnerLrs.Standing.Feeds;

/// <summary>An award's row with its state as of an instant.</summary>
internal sealed class StatedAward
{
    public required AwardEntity Award { get; init; }

    public required string State { get; init; }
}
