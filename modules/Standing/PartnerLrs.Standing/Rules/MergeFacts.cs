namespace PartnerLrs.Standing.Rules;

/// <summary>A partner that was merged into another one.</summary>
/// <param name="At">From when (UTC) they are one.</param>
/// <param name="Until">The first instant (UTC) at which they no longer are; null while the merge is not undone.</param>
/// <param name="Absorbed">The facts of the partner that became an alias, as they were its own.</param>
internal sealed record MergeFacts(DateTime At, DateTime? Until, PartnerFacts Absorbed)
{
    /// <summary>The instants at which they are one.</summary>
    public Interval Together => new(At, Until ?? Instants.Forever);
}
