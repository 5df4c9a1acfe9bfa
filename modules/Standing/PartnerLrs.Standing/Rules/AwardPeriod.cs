namespace PartnerLrs.Standing.Rules;

/// <summary>An award: an unbroken period during which a person holds a certification.</summary>
/// <param name="Id">The award's id, see <see cref="AwardId"/>.</param>
/// <param name="Certification">The certification's id.</param>
/// <param name="EarnedAt">The first instant (UTC) at which it is held.</param>
/// <param name="ExpiresAt">The first instant (UTC) at which it is no longer held; null when it never expires.</param>
/// <param name="KnownAt">When we had learned of all the evidence that earned it (UTC).</param>
/// <param name="RenewedAt">The instants (UTC) within the period at which its expiry moved, in order.</param>
/// <param name="Evidence">The statements that earned and renewed it, in order of use, each once.</param>
internal sealed record AwardPeriod(
    string Id,
    string Certification,
    DateTime EarnedAt,
    DateTime? ExpiresAt,
    DateTime KnownAt,
    IReadOnlyList<DateTime> RenewedAt,
    IReadOnlyList<Guid> Evidence)
{
    /// <summary>Whether the certification is held by this award at an instant.</summary>
    public bool Covers(DateTime asOf) => Held.Covers(asOf);

    /// <summary>The instants at which the certification is held by this award.</summary>
    internal Interval Held => new(EarnedAt, ExpiresAt ?? Instants.Forever);

    /// <summary>The id of the release that ends it; null when its validity does, or nothing.</summary>
    public string? EndedBy { get; init; }

    /// <summary>The last instant (UTC) at which the certification's path was completed for this award; a delta is not that path.</summary>
    public DateTime LastAttainedAt { get; init; } = RenewedAt.Count > 0 ? RenewedAt[^1] : EarnedAt;
}
