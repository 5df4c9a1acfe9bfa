namespace PartnerLrs.Standing.Rules;

/// <summary>The fact that a statement was voided. It may be known before the statement itself is.</summary>
/// <param name="StatementId">The id of the statement that is void.</param>
/// <param name="KnownAt">When we learned of the voiding (UTC): the voiding statement's <c>stored</c>.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.Voiding)]
internal sealed record Voiding(Guid StatementId, DateTime KnownAt);
