using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Another certification whose holders count, for a time, as holders of this one.</summary>
public sealed record CertificationEquivalent
{
    /// <summary>The other certification's id.</summary>
    public required string Certification { get; init; }

    /// <summary>The first instant (UTC) at which it no longer counts.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public required DateTime Until { get; init; }
}
