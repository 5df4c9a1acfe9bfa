namespace PartnerLrs.Xapi;

/// <summary>What was read of a result.</summary>
internal readonly record struct ResultFacts(bool? Success, bool? Completion, double? ScoreScaled);
