using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>A tier below which a partner does not fall for a time, whatever it holds.</summary>
public sealed record TierFloor
{
    /// <summary>The partner: its id here, or its reference in another system such as <c>salesforce:001A</c>.</summary>
    public required string Partner { get; init; }

    /// <summary>The tier's id.</summary>
    public required string Tier { get; init; }

    /// <summary>The first instant (UTC) at which it no longer applies.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTime Until { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }
}
