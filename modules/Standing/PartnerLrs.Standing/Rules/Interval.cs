namespace PartnerLrs.Standing.Rules;

/// <summary>The instants from one (included) until another (excluded), both UTC.</summary>
/// <param name="From">The first instant.</param>
/// <param name="Until">The first instant after; <see cref="Instants.Forever"/> when it never ends.</param>
internal readonly record struct Interval(DateTime From, DateTime Until)
{
    /// <summary>All instants.</summary>
    public static Interval Always => new(Instants.Beginning, Instants.Forever);

    /// <summary>Whether an instant lies in the interval.</summary>
    public bool Covers(DateTime instant) => From <= instant && instant < Until;

    /// <summary>The fewest intervals that cover what these cover, in order; intervals that touch become one, empty ones vanish.</summary>
    public static IReadOnlyList<Interval> Union(IEnumerable<Interval> intervals)
    {
        var union = new List<Interval>();
        foreach (var next in intervals.Where(interval => interval.From < interval.Until).OrderBy(interval => interval.From))
        {
            if (union.Count > 0 && next.From <= union[^1].Until)
                union[^1] = union[^1] with { Until = Instants.Later(union[^1].Until, next.Until) };
            else
                union.Add(next);
        }
        return union;
    }

    /// <summary>What two unions both cover, in order.</summary>
    public static IReadOnlyList<Interval> Intersection(IReadOnlyList<Interval> left, IReadOnlyList<Interval> right)
    {
        var both = new List<Interval>();
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var from = Instants.Later(left[i].From, right[j].From);
            var until = left[i].Until < right[j].Until ? left[i].Until : right[j].Until;
            if (from < until)
                both.Add(new Interval(from, until));
            if (left[i].Until < right[j].Until)
                i++;
            else
                j++;
        }
        return both;
    }
}
