namespace PartnerLrs.Performance.Contracts;

/// <summary>
/// What was known of a deal from an instant on. Versions never change: as of an instant of knowledge, a deal is its last version known by then.
/// All instants are UTC.
/// </summary>
public sealed record DealVersion
{
    /// <summary>The deal's id.</summary>
    public required string DealId { get; init; }

    /// <summary>1 for the first, then one more each.</summary>
    public required int Version { get; init; }

    /// <summary>Its place in the deals' log, which is gap-free in commit order.</summary>
    public required long Seq { get; init; }

    /// <summary>When we learned of it. It never goes backwards along <see cref="Seq"/>.</summary>
    public required DateTime KnownAt { get; init; }

    /// <summary>What the source calls the deal, as <c>source:externalId</c>.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The partner whose deal it is.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The person who registered it, or null.</summary>
    public string? RegistrantId { get; init; }

    /// <summary>The product's id as policies name it, or null.</summary>
    public string? Product { get; init; }

    /// <summary>The amount in minor units of <see cref="Currency"/>, or null.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>The amount's ISO 4217 code; with an amount.</summary>
    public string? Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public required DealStatus Status { get; init; }

    /// <summary>When the partner registered it.</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>When the registration was approved, or null.</summary>
    public DateTime? ApprovedAt { get; init; }

    /// <summary>Until when the registration is protected, or null.</summary>
    public DateTime? ProtectedUntil { get; init; }

    /// <summary>When it was closed, or null.</summary>
    public DateTime? ClosedAt { get; init; }
}
