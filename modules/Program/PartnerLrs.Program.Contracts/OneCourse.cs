namespace PartnerLrs.Program.Contracts;

/// <summary>The rule that one course be completed.</summary>
/// <param name="Course">The course's id.</param>
public sealed record OneCourse(string Course) : CourseRule
{
    private protected override IEnumerable<string> Named() => [Course];
}
