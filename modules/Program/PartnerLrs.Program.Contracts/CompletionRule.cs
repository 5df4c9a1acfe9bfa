namespace PartnerLrs.Program.Contracts;

/// <summary>How a statement shows that a <see cref="Course"/> was completed. All that is stated must hold.</summary>
public sealed record CompletionRule
{
    /// <summary>The verb IRIs of which one must be the statement's; compared exactly.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>What <c>result.success</c> must be; null when it is not looked at.</summary>
    public bool? Success { get; init; }

    /// <summary>The least <c>result.score.scaled</c> (-1 to 1) that will do; null when the score is not looked at.</summary>
    public double? MinimumScaledScore { get; init; }
}
