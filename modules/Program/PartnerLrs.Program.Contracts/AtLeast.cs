namespace PartnerLrs.Program.Contracts;

/// <summary>The rule that at least so many of several rules hold.</summary>
/// <param name="Count">How many must hold: 1 to the number of <paramref name="Of"/>.</param>
/// <param name="Of">The rules; at least one.</param>
public sealed record AtLeast(int Count, IReadOnlyList<CourseRule> Of) : CourseRule
{
    private protected override IEnumerable<string> Named() => NamedIn(Of);
}
