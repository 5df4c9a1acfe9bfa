using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>A release of a <see cref="Product"/>.</summary>
public sealed record Release
{
    /// <summary>The release's id, unique among the releases of all products, e.g. <c>atlas-7</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The version for people, e.g. <c>7.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>How much it changes.</summary>
    public required ReleaseKind Kind { get; init; }

    /// <summary>The id of the line of the product that it is a release of; null when it concerns all lines.</summary>
    public string? Line { get; init; }

    /// <summary>From when (UTC) everybody can have it: what was learned before is then about an older release.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTime GeneralAvailability { get; init; }

    /// <summary>From when (UTC) nobody is served it any more, or null.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTime? Retirement { get; init; }
}
