using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Performance.Deals;

/// <summary>A deal as it is answered.</summary>
internal sealed record DealResource : Resource
{
    /// <summary>The system that has the external id.</summary>
    public required string Source { get; init; }

    /// <summary>The deal's id there.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The id of the partner whose deal it is.</summary>
    public required string Partner { get; init; }

    /// <summary>The id of the person who registered it.</summary>
    public string? Registrant { get; init; }

    /// <summary>The product's id in the policy.</summary>
    public string? Product { get; init; }

    /// <summary>The amount.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The amount's ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public required DealStatus Status { get; init; }

    /// <summary>When the partner registered it.</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>When the registration was approved.</summary>
    public DateTime? ApprovedAt { get; init; }

    /// <summary>Until when the registration is protected.</summary>
    public DateTime? ProtectedUntil { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTime? ClosedAt { get; init; }

    /// <summary>How often what is known of it has changed, the first time included.</summary>
    public required int Version { get; init; }

    /// <summary>When it was first known here.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When what is known of it last changed.</summary>
    public required DateTime ModifiedAt { get; init; }

    public static DealResource Of(Deal deal, UpsertOutcome? outcome = null) => new()
    {
        Id = deal.Id,
        Source = deal.Source,
        ExternalId = deal.ExternalId,
        Partner = deal.PartnerId,
        Registrant = deal.RegistrantId,
        Product = deal.Product,
        Amount = deal.AmountMinor is { } minor ? Currencies.FromMinorUnits(minor, deal.Currency!) : null,
        Currency = deal.Currency,
        Status = deal.Status,
        SubmittedAt = deal.SubmittedAt,
        ApprovedAt = deal.ApprovedAt,
        ProtectedUntil = deal.ProtectedUntil,
        ClosedAt = deal.ClosedAt,
        Version = deal.Version,
        CreatedAt = deal.CreatedAt,
        ModifiedAt = deal.ModifiedAt,
        Outcome = outcome,
    };
}
