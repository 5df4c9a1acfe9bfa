using System.Text.Json.Serialization;

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

    /// <summary>What it answers when what it knows is older than <see cref="StaleAfter"/>.</summary>
    public GateFailMode FailMode { get; init; } = GateFailMode.Closed;

    /// <summary>How far its knowledge may lie behind the log before <see cref="FailMode"/> applies; null when that never matters.</summary>
    [JsonConverter(typeof(TimeSpanJsonConverter))]
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>What those who work on the deal must hold; null for nothing.</summary>
    public GateHolder? Holder { get; init; }

    /// <summary>Who must hold a certification of the deal's product, when the question names one; null for nobody.</summary>
    public GateProductMatch? Product { get; init; }
}
