namespace PartnerLrs.Standing.Learners;

/// <summary>A statement from which nothing can be worked out, because a rule fails on it.</summary>
/// <param name="StatementId">The statement's id.</param>
/// <param name="Reason">How, for people.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.Undigested)]
internal sealed record Undigested([property: Id(0)] Guid StatementId, [property: Id(1)] string Reason);
