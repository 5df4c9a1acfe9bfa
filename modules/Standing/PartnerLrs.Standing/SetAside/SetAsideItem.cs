namespace PartnerLrs.Standing.SetAside;

/// <summary>Something that the fold could not digest and went past.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">A statement's place in the log, a person's id or a partner's id.</param>
/// <param name="StatementId">The statement's id, when it is a statement whose id is known.</param>
/// <param name="PersonId">The person whom it concerns, when that is known.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstAt">When it was set aside (UTC).</param>
/// <param name="LastAt">When it was tried last (UTC).</param>
internal sealed record SetAsideItem(SetAsideKind Kind, string Key, string? StatementId, string? PersonId, string Reason, int Attempts, DateTime FirstAt, DateTime LastAt);
