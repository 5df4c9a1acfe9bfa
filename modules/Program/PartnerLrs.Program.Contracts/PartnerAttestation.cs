using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Whether a credential that is bound to a partner, and is one of a course's trusted authorities, may attest for that partner's people.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartnerAttestation>))]
public enum PartnerAttestation
{
    /// <summary>Never: a partner does not certify its own people.</summary>
    [JsonStringEnumMemberName("never")]
    Never,

    /// <summary>Yes, where the course trusts it by name.</summary>
    [JsonStringEnumMemberName("allowed")]
    Allowed,
}
