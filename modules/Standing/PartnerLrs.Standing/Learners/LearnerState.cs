using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>A learner grain's snapshot. It can be deleted at any time: the next activation rebuilds it from the log.</summary>
internal sealed class LearnerState
{
    /// <summary>The facts.</summary>
    public EvidenceLedger Ledger { get; set; } = new();

    /// <summary>Rises with every change of the ledger.</summary>
    public long Revision { get; set; }

    /// <summary>The activities that were looked for when the ledger was last built from the log, as a digest; a policy that knows more calls for a replay.</summary>
    public string Recognised { get; set; } = "";
}
