namespace PartnerLrs.Standing.Gates.AuthZen;

/// <summary>How far the evaluations of a request are carried out (AuthZEN 1.0, evaluations semantics).</summary>
internal enum AuthZenSemantic
{
    /// <summary>All of them.</summary>
    ExecuteAll,

    /// <summary>Up to the first that denies or fails.</summary>
    DenyOnFirstDeny,

    /// <summary>Up to the first that permits.</summary>
    PermitOnFirstPermit,
}
