namespace PartnerLrs.Program.Contracts;

/// <summary>The rule that one of several rules hold.</summary>
/// <param name="Rules">The rules; at least one.</param>
public sealed record AnyOf(IReadOnlyList<CourseRule> Rules) : CourseRule
{
    private protected override IEnumerable<string> Named() => NamedIn(Rules);
}
