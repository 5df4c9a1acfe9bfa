namespace PartnerLrs.Program.Contracts;

/// <summary>The largest deal that a tier may bring through a <see cref="Gate"/>.</summary>
public sealed record GateLimit
{
    /// <summary>The id of the tier that is limited: the gate's own or a higher one.</summary>
    public required string Tier { get; init; }

    /// <summary>The largest amount that passes, in units of <see cref="Currency"/> (not minor units).</summary>
    public required decimal Amount { get; init; }

    /// <summary>The amount's ISO 4217 code, e.g. <c>USD</c>.</summary>
    public required string Currency { get; init; }
}
