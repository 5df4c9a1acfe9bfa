using System.Text.Json.Serialization;
using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>A recorded decision or a deal on which the draft would have answered differently.</summary>
internal sealed record BacktestDifference
{
    public const string OfDecision = "decision";
    public const string OfDeal = "deal";

    /// <summary>The difference's own id, for paging.</summary>
    public required string Id { get; init; }

    /// <summary><c>decision</c> or <c>deal</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The id of the decision or the deal.</summary>
    public required string SourceId { get; init; }

    /// <summary>What the source calls the deal, as <c>source:externalId</c>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The partner's id.</summary>
    public required string Partner { get; init; }

    /// <summary>The gate.</summary>
    public required string Gate { get; init; }

    /// <summary><c>denied</c>, <c>allowed</c> or <c>unanswered</c> (the draft has no such gate).</summary>
    public required string Change { get; init; }

    /// <summary>The instant that the answer is about: of a deal its submission.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>With whose knowledge it was given; absent for deals, which are judged by what is known now.</summary>
    public DateTime? KnownAt { get; init; }

    /// <summary>The answer that was given, or for a deal the answer by the policy of then.</summary>
    public required BacktestAnswer Before { get; init; }

    /// <summary>The answer of the draft; null when it has no such gate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required BacktestAnswer? After { get; init; }

    /// <summary>The id of the person who registers the deal. Trials name nobody.</summary>
    public string? Registrant { get; init; }

    /// <summary>The deal's product.</summary>
    public string? Product { get; init; }

    /// <summary>The deal's amount.</summary>
    public GateAnswerLimit? Amount { get; init; }
}

/// <summary>An answer in a backtest.</summary>
/// <param name="Decision">Whether the partner may pass.</param>
/// <param name="Refuse">Whether the caller is told to refuse.</param>
/// <param name="PolicyVersion">The version that ruled; absent for the draft.</param>
/// <param name="Tier">The partner's tier; null for none.</param>
/// <param name="Reasons">The codes of what denies; a waiver may allow all the same.</param>
internal sealed record BacktestAnswer(
    bool Decision, bool Refuse, int? PolicyVersion, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Tier, IReadOnlyList<string> Reasons)
{
    public static BacktestAnswer Of(Verdict verdict, bool isDraft) => new(verdict.Allowed, verdict.Refuses, isDraft ? null : verdict.PolicyVersion, verdict.Tier, verdict.Denials);
}
