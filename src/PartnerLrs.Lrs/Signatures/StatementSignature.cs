using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Signatures;

/// <summary>The checks that an LRS makes on a signed statement (xAPI 1.0.3 Data 2.6): they catch mistakes, they do not say whom to trust.</summary>
internal static class StatementSignature
{
    /// <summary>Where the standard states them.</summary>
    public static string Rule(XapiVersion version) => version == XapiVersion.V1 ? "xAPI 1.0.3 Data 2.6" : "xAPI 2.0 4.2.6";

    /// <summary>Checks a signature.</summary>
    /// <param name="statement">The statement that it is attached to.</param>
    /// <param name="attachment">How the statement announces it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="version">The version of the conversation.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ParsedStatement statement, AttachmentReference attachment, ReadOnlyMemory<byte> content, XapiVersion version)
    {
        if (!attachment.ContentType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase))
            return $"expected the contentType application/octet-stream for a signature, found '{attachment.ContentType}'";
        if (!JsonWebSignature.Read(content).TryGet(out var signature, out var error))
            return error.Message;
        if (signature.Verify() is { } unverified)
            return unverified;
        // A SubStatement is no statement on its own, so what a signature inside one signs cannot be compared with anything.
        if (attachment.IsInSubStatement)
            return null;
        if (StatementReader.ReadOne(signature.Payload, version, out _) is { } invalid)
            return $"expected the statement as the payload of the signature, found at '{invalid.Pointer}' of it: {invalid.Message}";
        return StatementComparer.Same(signature.Payload, statement.Source.Span)
            ? null
            : "expected the statement as the payload of the signature, found another statement";
    }
}
