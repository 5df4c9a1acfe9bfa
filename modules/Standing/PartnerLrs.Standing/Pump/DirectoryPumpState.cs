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

    /// <summary>What the rows said that learners last wrote (<see cref="Learners.AwardRows.Shape"/>): those of an earlier version of the product say less.</summary>
    public int AwardRows { get; set; }

    /// <summary>How many versions were published then.</summary>
    public int Published { get; set; }

    /// <summary>How far everybody has been judged by the versions of now; null when that is done.</summary>
    public Judging? Judging { get; set; }
}

/// <summary>The way through all people, then all partners, when the policy has changed.</summary>
/// <param name="InForce">The version in force that they are judged by.</param>
/// <param name="Published">How many versions are published.</param>
/// <param name="AwardRows">What the rows say that are written on the way (<see cref="Learners.AwardRows.Shape"/>).</param>
/// <param name="Partners">Whether the people are done.</param>
/// <param name="After">The person, or the partner, who was the last; null before the first.</param>
internal sealed record Judging(int InForce, int Published, int AwardRows, bool Partners, string? After);
