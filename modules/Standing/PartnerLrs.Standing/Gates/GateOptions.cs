namespace PartnerLrs.Standing.Gates;

/// <summary>How gates answer; section <c>Gates</c> of the configuration.</summary>
public sealed class GateOptions
{
    /// <summary>
    /// For how many seconds a caller may keep an answer without asking again; never past its <c>validUntil</c>. Default 0: a pass that
    /// is stored now opens the gate for the very next request, and an unchanged answer costs a 304.
    /// </summary>
    public int MaxAgeSeconds { get; set; }

    /// <summary>The address under which others know this installation; receipts and the AuthZEN configuration carry it.</summary>
    public string PublicUrl { get; set; } = "http://127.0.0.1:8080";
}
