namespace PartnerLrs.Xapi;

/// <summary>The <c>mailto:</c> IRI of one mailbox, as <c>mbox</c> wants it (xAPI 1.0.3 Data 2.4.2.3): no header fields, one address.</summary>
public static class MailtoIri
{
    /// <summary>Whether the UTF-8 text is <c>mailto:local@domain</c>. The scheme's case does not matter (RFC 3986 3.1).</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 10 || !System.Text.Ascii.EqualsIgnoreCase(utf8[..7], "mailto:"u8) || !Iri.IsAbsolute(utf8))
            return false;
        var address = utf8[7..];
        var at = address.IndexOf((byte)'@');
        // A second "@" has to be written %40 (RFC 6068 2), so a bare one means two addresses or a typing error.
        return at > 0 && at < address.Length - 1 && !address[(at + 1)..].Contains((byte)'@') && !address.ContainsAny((byte)'?', (byte)'#');
    }
}
