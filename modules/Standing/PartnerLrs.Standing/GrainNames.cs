namespace PartnerLrs.Standing;

/// <summary>
/// The names by which grains, their methods' interfaces and their stored state are known. They are part of stored data and of rolling upgrades:
/// never change one. ARCHITECTURE.md has the table of keys.
/// </summary>
internal static class GrainNames
{
    public const string LogPump = "standing.log-pump";
    public const string DirectoryPump = "standing.directory-pump";
    public const string Learner = "standing.learner";
    public const string Partner = "standing.partner";
    public const string Reconsideration = "standing.reconsideration";
    public const string CarriedPage = "standing.carried-page";
    public const string Evidence = "standing.evidence";
    public const string Voiding = "standing.voiding";
    public const string Ruling = "standing.ruling";
    public const string Undigested = "standing.undigested";
    public const string LateEvidence = "standing.late-evidence";
    public const string LearnerFacts = "standing.learner-facts";
    public const string GateQuestion = "standing.gate-question";
    public const string GateAnswer = "standing.gate-answer";
    public const string GateReply = "standing.gate-reply";
    public const string AnswerTemplate = "standing.answer-template";
}
