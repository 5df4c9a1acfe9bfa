namespace PartnerLrs.Xapi;

/// <summary>The two versions of the standard that are spoken, each by its latest patch.</summary>
public enum XapiVersion
{
    /// <summary>xAPI 1.0.3 (adlnet/xAPI-Spec).</summary>
    V1,

    /// <summary>xAPI 2.0.0 (IEEE 9274.1.1).</summary>
    V2,
}
