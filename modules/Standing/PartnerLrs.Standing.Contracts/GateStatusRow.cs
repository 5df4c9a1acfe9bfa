namespace PartnerLrs.Standing.Contracts;

/// <summary>A row of the feed <c>GateStatus</c>: whether a partner passes a gate, as of the moment of reading.</summary>
public sealed record GateStatusRow
{
    /// <summary>The partner's id and the gate's, joined by a slash; the key.</summary>
    public required string Id { get; init; }

    /// <summary>The same id, under the name that every feed has for it.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The partner.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The partner's external reference as <c>system:externalId</c>; empty when there is none.</summary>
    public required string PartnerExternalId { get; init; }

    /// <summary>The gate's id in the policy.</summary>
    public required string Gate { get; init; }

    /// <summary>Whether the partner passes.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The partner's tier; empty when it has none.</summary>
    public required string Tier { get; init; }

    /// <summary>What is short, e.g. <c>SLS-200 ≥ 1 (0)</c>, separated by semicolons; empty when nothing is.</summary>
    public required string Short { get; init; }

    /// <summary>The policy version that rules.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>Since when this holds (UTC), as far as it was computed.</summary>
    public required DateTime ValidFrom { get; init; }

    /// <summary>The next instant at which it changes with no new fact (UTC); null for none.</summary>
    public DateTime? ValidUntil { get; init; }

    /// <summary>When the row was last changed (UTC).</summary>
    public required DateTime ModifiedAt { get; init; }
}
