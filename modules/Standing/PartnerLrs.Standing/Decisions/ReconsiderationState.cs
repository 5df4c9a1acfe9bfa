namespace PartnerLrs.Standing.Decisions;

/// <summary>How far the log was looked through for late evidence.</summary>
internal sealed class ReconsiderationState
{
    /// <summary>Every decision has been reconsidered with what is in the log up to this place.</summary>
    public long Seq { get; set; }
}
