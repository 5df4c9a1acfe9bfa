namespace PartnerLrs.Program.Contracts;

/// <summary>What someone who is certified does to stay so through a release, instead of the full path.</summary>
public sealed record ReleaseDelta
{
    /// <summary>The release's id.</summary>
    public required string Release { get; init; }

    /// <summary>The courses that clear it.</summary>
    public required CourseRule Requires { get; init; }
}
