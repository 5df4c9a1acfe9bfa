namespace PartnerLrs.Standing.Rules;

/// <summary>The fact that somebody looked at a statement which did not count, and took it, or took back that it was taken.</summary>
/// <param name="StatementId">The statement's id.</param>
/// <param name="KnownAt">When that was said, and so known (UTC).</param>
/// <param name="Accepted">Whether the statement counts from then on whoever sent it and however late; false takes an acceptance back.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.Ruling)]
internal sealed record Ruling(Guid StatementId, DateTime KnownAt, bool Accepted);
