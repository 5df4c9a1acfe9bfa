using System.Collections.Concurrent;

namespace PartnerLrs.Standing.Gates;

/// <summary>The answers that one partner's grain keeps ready. It alone writes them; whoever is in the same process may read.</summary>
internal sealed class PartnerAnswers
{
    /// <summary>Amounts are many; what is asked again and again is not.</summary>
    private const int AtMost = 200;

    private readonly ConcurrentDictionary<GateQuestion, KeptAnswer> kept = new();

    /// <summary>The answer to a question about now, or null when it must be worked out.</summary>
    /// <param name="question">The question, without an instant.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="versions">How many policy versions there are.</param>
    public KeptAnswer? Find(GateQuestion question, DateTime now, int versions) =>
        kept.TryGetValue(question, out var answer) && answer.Holds(now, versions) ? answer : null;

    /// <summary>Keeps an answer.</summary>
    public void Keep(GateQuestion question, KeptAnswer answer)
    {
        if (kept.Count >= AtMost)
            kept.Clear();
        kept[question] = answer;
    }

    /// <summary>Facts have changed: whoever asks from now on gets an answer that knows them.</summary>
    public void Clear() => kept.Clear();
}
