namespace PartnerLrs.Program.Contracts;

/// <summary>Something a learner does, known in statements by its activities.</summary>
public sealed record Course
{
    /// <summary>The course's id, unique among courses.</summary>
    public required string Id { get; init; }

    /// <summary>The course's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The activity IRIs that are this course, in any of its versions; compared exactly. No two courses share one.</summary>
    public required IReadOnlyList<string> Activities { get; init; }

    /// <summary>The learner's time in minutes, as shown to learners and used to find the shortest path.</summary>
    public required int Minutes { get; init; }

    /// <summary>Where the course is taken, an absolute http or https URL, or null.</summary>
    public string? Url { get; init; }

    /// <summary>How a statement shows that the course was completed.</summary>
    public required CompletionRule Completion { get; init; }

    /// <summary>Names of the credentials whose statements are believed for this course, e.g. <c>academy-lms</c>.</summary>
    public required IReadOnlyList<string> TrustedAuthorities { get; init; }
}
