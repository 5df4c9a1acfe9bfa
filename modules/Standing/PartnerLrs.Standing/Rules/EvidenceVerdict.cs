namespace PartnerLrs.Standing.Rules;

/// <summary>What becomes of a piece of evidence under a policy.</summary>
internal enum EvidenceVerdict
{
    /// <summary>It shows that a course was completed, and is believed.</summary>
    Counts,

    /// <summary>Its activity is no course's.</summary>
    Unmatched,

    /// <summary>It does not show what the course asks for, a failure for example.</summary>
    ShowsNothing,

    /// <summary>It was voided.</summary>
    Void,

    /// <summary>Nobody whom the course trusts stands behind it.</summary>
    Untrusted,

    /// <summary>A partner's own credential attests for its people, which the course does not allow.</summary>
    PartnerAttested,

    /// <summary>It became known longer after it took effect than the policy takes without review.</summary>
    Backdated,
}

/// <summary>Questions to verdicts.</summary>
internal static class EvidenceVerdicts
{
    /// <summary>Whether evidence waits for a person: it shows what the course asks for, but is not believed as it is.</summary>
    public static bool IsQuarantined(this EvidenceVerdict verdict) => verdict is EvidenceVerdict.Untrusted or EvidenceVerdict.PartnerAttested or EvidenceVerdict.Backdated;
}
