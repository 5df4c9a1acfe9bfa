namespace PartnerLrs.Program.Contracts;

/// <summary>
/// What a PRM asks before it lets a partner use a <see cref="Benefit"/>. It opens to the benefit's tier and those above it.
/// </summary>
public sealed record Gate
{
    /// <summary>The gate's id as callers name it, unique among gates.</summary>
    public required string Id { get; init; }

    /// <summary>What the caller should do with a denial.</summary>
    public GateMode Mode { get; init; } = GateMode.Enforce;

    /// <summary>How large a deal may be at a tier; a tier that has no limit here may have deals of any size.</summary>
    public IReadOnlyList<GateLimit> Limits { get; init; } = [];
}
