namespace PartnerLrs.Standing.Pump;

/// <summary>The directory pump's watermarks.</summary>
internal sealed class DirectoryPumpState
{
    /// <summary>Every change of the directory up to this place has been carried.</summary>
    public long Seq { get; set; }

    /// <summary>Every change of deals up to this place has been carried.</summary>
    public long DealsSeq { get; set; }

    /// <summary>The policy version that every learner and partner was last judged by; 0 for none.</summary>
    public int InForce { get; set; }

    /// <summary>How many versions were published then.</summary>
    public int Published { get; set; }
}
