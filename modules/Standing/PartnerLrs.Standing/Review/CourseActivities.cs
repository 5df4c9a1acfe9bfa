using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Review;

/// <summary>The activities of all published versions' courses, and the IRIs near them, by their index keys. Made once for each number of versions.</summary>
internal sealed class CourseActivities(IProgramCatalog catalog)
{
    private Known known = new(-1, new Dictionary<IndexKey, CourseOfActivity>(), new Dictionary<IndexKey, CourseOfActivity>());

    /// <summary>What is known now.</summary>
    public async ValueTask<Known> NowAsync(CancellationToken cancellationToken)
    {
        var versions = await catalog.AllAsync(cancellationToken);
        if (known.Versions == versions.Count)
            return known;
        // Of several versions that know an activity the newest says whose it is.
        var courses = versions.Reverse().SelectMany(version => version.Policy.Courses)
            .SelectMany(course => course.Activities, (course, activity) => (Course: course.Id, activity.Iri))
            .DistinctBy(pair => pair.Iri, StringComparer.Ordinal)
            .ToList();
        var exact = courses.ToDictionary(pair => IndexKey.Of(IndexKeyKind.Activity, pair.Iri), pair => new CourseOfActivity(pair.Course, pair.Iri, null));
        var near = new Dictionary<IndexKey, CourseOfActivity>();
        foreach (var (course, iri) in courses)
        {
            foreach (var other in NearbyIris.Of(iri))
            {
                var key = IndexKey.Of(IndexKeyKind.Activity, other);
                if (!exact.ContainsKey(key))
                    near.TryAdd(key, new CourseOfActivity(course, iri, other));
            }
        }
        return known = new Known(versions.Count, exact, near);
    }

    /// <summary>Activities by their keys.</summary>
    /// <param name="Versions">How many policy versions they were gathered from.</param>
    /// <param name="Exact">The courses' own.</param>
    /// <param name="Near">Those near them that are no course's.</param>
    internal sealed record Known(int Versions, IReadOnlyDictionary<IndexKey, CourseOfActivity> Exact, IReadOnlyDictionary<IndexKey, CourseOfActivity> Near)
    {
        /// <summary>The keys under which the log has anything for a course, or for any, in an order that stays.</summary>
        public async Task<IReadOnlyList<(IndexKey Key, CourseOfActivity Course)>> OccurringAsync(IStatementLog log, string? course, CancellationToken cancellationToken)
        {
            var asked = Exact.Concat(Near).Where(pair => course is null || pair.Value.Course == course).ToDictionary();
            return [.. (await log.OccurringAsync([.. asked.Keys], cancellationToken)).Order(KeyOrder.Instance).Select(key => (key, asked[key]))];
        }
    }
}

/// <summary>An activity of a course, or one that is near it.</summary>
/// <param name="Course">The course's id.</param>
/// <param name="Iri">The course's activity.</param>
/// <param name="Near">What is near it; null for the activity itself.</param>
internal sealed record CourseOfActivity(string Course, string Iri, string? Near);

/// <summary>Keys by their bytes.</summary>
internal sealed class KeyOrder : IComparer<IndexKey>
{
    /// <summary>The order.</summary>
    public static KeyOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(IndexKey x, IndexKey y) => x.ToBytes().AsSpan().SequenceCompareTo(y.ToBytes());
}
