using System.Text.Json;

namespace PartnerLrs.Standing.Decisions;

/// <summary>What late evidence would have made of a decision.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="WouldHaveChanged">Whether, by what is known now, it would have been another.</param>
/// <param name="Reconsiderations">Each time that this changed, the oldest first; empty when it never did.</param>
internal sealed record ReconsiderationsAnswer(string DecisionId, bool WouldHaveChanged, IReadOnlyList<ReconsiderationItem> Reconsiderations)
{
    public static ReconsiderationsAnswer Of(RecordedDecision decision, IReadOnlyList<Reconsideration> found) => new(
        decision.Id,
        found.Count > 0 && found[^1].WouldBe != decision.Allowed,
        [.. found.Select(item => new ReconsiderationItem(item.Number, item.Was, item.WouldBe, item.Because, item.KnownAt, item.NoticedAt, JsonSerializer.Deserialize<JsonElement>(item.Answer)))]);
}

/// <summary>A time at which it was noticed that a decision would have been another, or the same again.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Was">What was decided.</param>
/// <param name="WouldBe">What would have been decided.</param>
/// <param name="Because">The ids of the statements that were stored later, but had taken effect or were voided.</param>
/// <param name="KnownAt">Evidence stored up to this instant was considered.</param>
/// <param name="NoticedAt">When it was noticed.</param>
/// <param name="Answer">The answer as it would have been, under the policy of then.</param>
internal sealed record ReconsiderationItem(int Number, bool Was, bool WouldBe, IReadOnlyList<Guid> Because, DateTime KnownAt, DateTime NoticedAt, JsonElement Answer);
