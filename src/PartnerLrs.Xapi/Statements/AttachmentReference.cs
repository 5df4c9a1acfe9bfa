namespace PartnerLrs.Xapi;

/// <summary>An attachment as a statement (or its SubStatement) announces it (xAPI 1.0.3 Data 2.4.11): what the parts of a multipart request are matched with.</summary>
/// <param name="UsageType">The IRI of its usage; <see cref="SignatureUsage"/> marks a signature.</param>
/// <param name="ContentType">Its internet media type.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha2">Its SHA-2 hash in hex, in the case received.</param>
/// <param name="FileUrl">Where it can be had, or null when it must come with the request.</param>
public sealed record AttachmentReference(string UsageType, string ContentType, long Length, string Sha2, string? FileUrl)
{
    /// <summary>The usage of an attachment that signs its statement (xAPI 1.0.3 Data 2.6).</summary>
    public const string SignatureUsage = "http://adlnet.gov/expapi/attachments/signature";

    /// <summary>Where its object starts in the body that was read; <see cref="StatementReader.PointerTo"/> makes a JSON pointer of it.</summary>
    public int At { get; init; }

    /// <summary>Whether it belongs to the SubStatement rather than to the statement itself.</summary>
    public bool IsInSubStatement { get; init; }

    /// <summary>Whether this attachment is a signature of the statement.</summary>
    public bool IsSignature => UsageType == SignatureUsage;
}
