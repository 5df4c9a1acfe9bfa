namespace PartnerLrs.Standing.Decisions;

/// <summary>What a recorded decision would have been, had evidence been known that had taken effect but was learned of later. The decision itself stays.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Number">1 for the first of the decision, then one more each.</param>
/// <param name="PartnerId">The partner.</param>
/// <param name="Was">What was decided.</param>
/// <param name="WouldBe">What would have been decided.</param>
/// <param name="Because">The ids of the statements that were learned of later.</param>
/// <param name="KnownAt">The instant (UTC) up to whose knowledge evidence was considered.</param>
/// <param name="NoticedAt">When this was noticed (UTC).</param>
/// <param name="Answer">The answer as it would have been; it names nobody.</param>
internal sealed record Reconsideration(
    string DecisionId, int Number, string PartnerId, bool Was, bool WouldBe, IReadOnlyList<Guid> Because, DateTime KnownAt, DateTime NoticedAt, byte[] Answer);
