using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Decisions;

/// <summary>A gate's answer, as it was given and to whom. It never changes.</summary>
/// <param name="Id">The decision's id.</param>
/// <param name="AskedAt">When it was asked (UTC).</param>
/// <param name="CredentialId">Who asked.</param>
/// <param name="Gate">The gate.</param>
/// <param name="PartnerId">The partner.</param>
/// <param name="Allowed">The decision.</param>
/// <param name="PolicyVersion">The policy version that ruled.</param>
/// <param name="Names">Whether the answer holds people's names.</param>
/// <param name="Question">The inputs as JSON.</param>
/// <param name="Times">The instants that stand in the answer.</param>
/// <param name="Template">What the answer says besides.</param>
internal sealed record RecordedDecision(
    string Id,
    DateTime AskedAt,
    string CredentialId,
    string Gate,
    string PartnerId,
    bool Allowed,
    int PolicyVersion,
    bool Names,
    string Question,
    DecisionTimes Times,
    AnswerTemplate Template)
{
    private byte[]? answer;

    /// <summary>The answer's bytes.</summary>
    public byte[] Answer => answer ??= Template.Fill(Id, Times);
}
