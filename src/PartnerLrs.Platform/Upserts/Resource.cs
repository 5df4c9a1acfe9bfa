using System.Text.Json.Serialization;

namespace PartnerLrs.Platform.Upserts;

/// <summary>What a resource shows first, and what an upsert adds.</summary>
public abstract record Resource
{
    /// <summary>Its id; absent from a dry run that would create it.</summary>
    [JsonPropertyOrder(-1)]
    public required string? Id { get; init; }

    /// <summary>What the upsert did; absent when it is only read.</summary>
    [JsonPropertyOrder(1)]
    public UpsertOutcome? Outcome { get; init; }
}
