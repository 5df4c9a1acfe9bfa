namespace PartnerLrs.Performance.Contracts;

/// <summary>A row of the feed <c>Deals</c>: one deal as it is known now.</summary>
public sealed record DealRow
{
    /// <summary>The deal's id; the key.</summary>
    public required string Id { get; init; }

    /// <summary>What the source calls it, as <c>source:externalId</c>.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The partner whose deal it is.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The person who registered it, or null.</summary>
    public string? RegistrantId { get; init; }

    /// <summary>The product's id as policies name it, or null.</summary>
    public string? Product { get; init; }

    /// <summary><c>submitted</c>, <c>approved</c>, <c>rejected</c>, <c>won</c>, <c>lost</c> or <c>withdrawn</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The amount in major units of <see cref="Currency"/>, or null.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The amount's ISO 4217 code, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>When the partner registered it (UTC).</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>When the registration was approved (UTC), or null.</summary>
    public DateTime? ApprovedAt { get; init; }

    /// <summary>Until when the registration is protected (UTC), or null.</summary>
    public DateTime? ProtectedUntil { get; init; }

    /// <summary>When it was closed (UTC), or null.</summary>
    public DateTime? ClosedAt { get; init; }

    /// <summary>When it was first known here (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When what is known of it last changed (UTC).</summary>
    public required DateTime ModifiedAt { get; init; }
}
