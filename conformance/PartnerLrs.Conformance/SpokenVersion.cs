namespace PartnerLrs.Conformance;

/// <summary>The version of a conversation.</summary>
public enum SpokenVersion
{
    /// <summary>xAPI 1.0.3.</summary>
    V1,

    /// <summary>xAPI 2.0 (IEEE 9274.1.1).</summary>
    V2,
}
