using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Waivers;

/// <summary>A waiver as it is answered.</summary>
internal sealed record WaiverResource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The partner's id.</summary>
    public required string Partner { get; init; }

    /// <summary>The gate's id.</summary>
    public required string Gate { get; init; }

    /// <summary>The only product that it is for.</summary>
    public string? Product { get; init; }

    /// <summary>The largest deal that it is for.</summary>
    public GateAnswerLimit? Maximum { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it begins.</summary>
    public required DateTime From { get; init; }

    /// <summary>When it ends, unless it is ended before.</summary>
    public required DateTime Until { get; init; }

    /// <summary><c>pending</c>, <c>inForce</c>, <c>expired</c> or <c>ended</c>, as of now.</summary>
    public required string State { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The name of the credential that wrote it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was ended early.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>The name of the credential that ended it.</summary>
    public string? EndedBy { get; init; }

    public static WaiverResource Of(Waiver waiver, DateTime now) => new()
    {
        Id = waiver.Id,
        Partner = waiver.PartnerId,
        Gate = waiver.Gate,
        Product = waiver.Product,
        Maximum = waiver.Maximum is { } maximum ? new GateAnswerLimit(maximum.Amount, maximum.Currency) : null,
        Reason = waiver.Reason,
        From = waiver.From,
        Until = waiver.Until,
        State = waiver.EndedAt is not null ? "ended" : now < waiver.From ? "pending" : now < waiver.Until ? "inForce" : "expired",
        CreatedAt = waiver.CreatedAt,
        CreatedBy = waiver.CreatedBy,
        EndedAt = waiver.EndedAt,
        EndedBy = waiver.EndedBy,
    };
}
