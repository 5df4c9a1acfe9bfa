using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>Where both versions of the standard state what attachments must be like.</summary>
internal static class AttachmentRule
{
    /// <summary>How requests carry attachments.</summary>
    public static string Multipart(XapiVersion version) => version == XapiVersion.V1 ? "xAPI 1.0.3 Communication 1.5.2" : "xAPI 2.0 4.1.3";

    /// <summary>That attachments without data need a fileUrl.</summary>
    public static string Data(XapiVersion version) => version == XapiVersion.V1 ? "xAPI 1.0.3 Communication 1.5.1" : "xAPI 2.0 4.1.3";
}
