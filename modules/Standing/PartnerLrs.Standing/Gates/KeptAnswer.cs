namespace PartnerLrs.Standing.Gates;

/// <summary>An answer about now that holds while no new fact comes.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Question">What was asked, as it is recorded.</param>
/// <param name="Versions">How many policy versions there were.</param>
/// <param name="FreshUntil">Until when (UTC) it says all there is to say of times to come.</param>
internal sealed record KeptAnswer(GateReply Reply, string Question, int Versions, DateTime FreshUntil)
{
    /// <summary>Whether it answers a question about an instant (UTC).</summary>
    public bool Holds(DateTime asOf, int versions) =>
        Versions == versions && asOf < FreshUntil && Reply.Answer.AsOf <= asOf && (Reply.Answer.ValidUntil is null || asOf < Reply.Answer.ValidUntil);
}
