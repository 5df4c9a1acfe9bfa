namespace PartnerLrs.Program.Contracts;

/// <summary>The rule that every one of several rules hold.</summary>
/// <param name="Rules">The rules; at least one.</param>
public sealed record AllOf(IReadOnlyList<CourseRule> Rules) : CourseRule
{
    private protected override IEnumerable<string> Named() => NamedIn(Rules);
}
