namespace PartnerLrs.Standing.Rules;

/// <summary>A deal as it was told at one time.</summary>
/// <param name="Id">The deal's id.</param>
/// <param name="KnownAt">When we learned of it in this state (UTC).</param>
internal sealed record DealFacts(string Id, DateTime KnownAt)
{
    /// <summary>The instants at which it is the partner's: all of them, unless it came by a merge.</summary>
    public Interval Belongs { get; init; } = Interval.Always;

    /// <summary>The id of the product, or null.</summary>
    public string? Product { get; init; }

    /// <summary>Its amount, or null.</summary>
    public Money? Amount { get; init; }

    /// <summary>The id of the person who registered it, or null.</summary>
    public string? Registrant { get; init; }

    /// <summary>When its registration was submitted (UTC), or null.</summary>
    public DateTime? SubmittedAt { get; init; }

    /// <summary>When its registration was approved (UTC), or null.</summary>
    public DateTime? ApprovedAt { get; init; }

    /// <summary>When its registration was rejected (UTC), or null.</summary>
    public DateTime? RejectedAt { get; init; }

    /// <summary>The first instant (UTC) at which an approved registration no longer protects it; null when none is known.</summary>
    public DateTime? ProtectedUntil { get; init; }

    /// <summary>When it was closed (UTC), or null while it is open.</summary>
    public DateTime? ClosedAt { get; init; }

    /// <summary>Whether it was won, once it is closed.</summary>
    public bool Won { get; init; }
}
