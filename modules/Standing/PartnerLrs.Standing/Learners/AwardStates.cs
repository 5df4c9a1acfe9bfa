namespace PartnerLrs.Standing.Learners;

/// <summary>The states of an award, which follow from its instants and the one that is asked about (law 4).</summary>
internal static class AwardStates
{
    public const string Pending = "pending";
    public const string Active = "active";
    public const string Expired = "expired";
    public const string Revoked = "revoked";

    public static readonly IReadOnlyList<string> All = [Pending, Active, Expired, Revoked];

    /// <summary>An award's state at an instant.</summary>
    public static string Of(DateTime earnedAt, DateTime? expiresAt, DateTime? revokedAt, DateTime asOf) =>
        revokedAt is not null ? Revoked : earnedAt > asOf ? Pending : expiresAt <= asOf ? Expired : Active;
}
