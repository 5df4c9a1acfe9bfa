namespace PartnerLrs.Program.Contracts;

/// <summary>Something a learner does, known in statements by its activities.</summary>
public sealed record Course
{
    /// <summary>The course's id, unique among courses.</summary>
    public required string Id { get; init; }

    /// <summary>The course's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The activities that are this course, in any of its versions. No two courses share one.</summary>
    public required IReadOnlyList<CourseActivity> Activities { get; init; }

    /// <summary>The learner's time in minutes, as shown to learners and used to find the shortest path.</summary>
    public required int Minutes { get; init; }

    /// <summary>Where the course is taken, an absolute http or https URL, or null.</summary>
    public string? Url { get; init; }

    /// <summary>How a statement shows that the course was completed.</summary>
    public required CompletionRule Completion { get; init; }

    /// <summary>Names of the credentials whose statements are believed for this course, e.g. <c>academy-lms</c>.</summary>
    public required IReadOnlyList<string> TrustedAuthorities { get; init; }

    /// <summary>
    /// SHA-256 fingerprints (lower-case hexadecimal) of certificates: a statement signed by one of them is believed whoever delivered it.
    /// </summary>
    public IReadOnlyList<string> TrustedSigners { get; init; } = [];

    /// <summary>Whether a partner's own credential may attest, when it is a trusted authority.</summary>
    public PartnerAttestation PartnerAttestation { get; init; } = PartnerAttestation.Never;

    /// <summary>The ids of courses whose completion counts as this course's; their minutes do not matter here. Free of cycles.</summary>
    public IReadOnlyList<string> Equivalents { get; init; } = [];
}
