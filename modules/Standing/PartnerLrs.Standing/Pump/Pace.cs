namespace PartnerLrs.Standing.Pump;

/// <summary>
/// How much a pump takes at once. A grain's call is given up after half a minute, and what a page costs depends on whom it concerns, so the size of
/// pages follows the time that they take. They begin small: the first one after a start meets grains that are not awake.
/// </summary>
/// <param name="most">The largest page.</param>
internal sealed class Pace(int most)
{
    private const int First = 250;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(6);

    /// <summary>How much to take next.</summary>
    public int Size { get; private set; } = Math.Min(First, most);

    /// <summary>A full page has taken so long.</summary>
    public void Took(TimeSpan time)
    {
        if (time > Long)
            Size = Math.Max(1, Size / 4);
        else if (time < Short)
            Size = Math.Min(most, Size * 2);
    }
}
