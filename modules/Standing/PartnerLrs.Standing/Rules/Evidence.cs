namespace PartnerLrs.Standing.Rules;

/// <summary>What one statement says about one learner and one activity: a fact, whether or not any rule counts it.</summary>
/// <param name="StatementId">The statement's id.</param>
/// <param name="Activity">The IRI of the statement's object.</param>
/// <param name="Verb">The IRI of the statement's verb.</param>
/// <param name="Success"><c>result.success</c>, when stated.</param>
/// <param name="Completion"><c>result.completion</c>, when stated.</param>
/// <param name="ScoreScaled"><c>result.score.scaled</c> (-1 to 1), when stated.</param>
/// <param name="EffectiveAt">When it took effect (UTC): the statement's <c>timestamp</c>.</param>
/// <param name="KnownAt">When we learned of it (UTC): the statement's <c>stored</c>.</param>
/// <param name="Authority">The name of the credential that sent it.</param>
/// <param name="PartnerBound">Whether that credential is bound to a partner.</param>
/// <param name="Signer">The SHA-256 fingerprint (lower-case hexadecimal) of the certificate that signed it, when it is signed and the signature verified.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.Evidence)]
internal sealed record Evidence(
    Guid StatementId,
    string Activity,
    string Verb,
    bool? Success,
    bool? Completion,
    double? ScoreScaled,
    DateTime EffectiveAt,
    DateTime KnownAt,
    string Authority,
    bool PartnerBound,
    string? Signer = null);
