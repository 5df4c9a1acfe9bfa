using System.Text.Json;

namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private bool Attachments(bool isInSubStatement)
    {
        if (!IsArray("an array of attachments", Rule.Attachments))
            return false;
        while (Element())
        {
            if (!Attachment(isInSubStatement))
                return false;
        }

        return true;
    }

    private bool Attachment(bool isInSubStatement)
    {
        if (!IsObject("an attachment object", Rule.Attachments))
            return false;
        var at = TokenAt;
        var usageType = "";
        var contentType = "";
        long length = 0;
        var sha2 = "";
        string? fileUrl = null;
        uint seen = 0;
        while (Member(Shape.Attachment, ref seen, out var member))
        {
            bool valid;
            switch (member)
            {
                case 0:
                    valid = AbsoluteIri("an IRI with a scheme as usage type", Rule.Attachments);
                    usageType = valid ? TextString() : "";
                    break;
                case 2:
                    valid = (reader.TokenType == JsonTokenType.String && MediaType.IsValid(Text())) || FailHere("an internet media type such as text/plain", Rule.Attachments);
                    contentType = valid ? TextString() : "";
                    break;
                case 3:
                    valid = (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out length) && length >= 0) || FailHere("a length in bytes, a whole number from 0 on", Rule.Attachments);
                    break;
                case 4:
                    valid = (reader.TokenType == JsonTokenType.String && IsSha2(Text())) || FailHere("a SHA-2 hash in hexadecimal", Rule.Attachments);
                    sha2 = valid ? TextString() : "";
                    break;
                case 6:
                    valid = AbsoluteIri("an IRL with a scheme", Rule.Attachments);
                    fileUrl = valid ? TextString() : null;
                    break;
                default:
                    valid = LanguageMap(Rule.Attachments);
                    break;
            }

            if (!valid)
                return false;
        }

        if (Violated || !Require(Shape.Attachment, seen, 5, at))
            return false;
        parts.Attachments.Add(new AttachmentReference(usageType, contentType, length, sha2, fileUrl) { At = at, IsInSubStatement = isInSubStatement });
        return true;
    }

    /// <summary>The standard says SHA-2 and no more (xAPI 1.0.3 Data 2.4.11), so each member of that family passes by its length: 224, 256, 384 or 512 bits.</summary>
    private static bool IsSha2(ReadOnlySpan<byte> text) => text.Length is 56 or 64 or 96 or 128 && !text.ContainsAnyExcept(Hexadecimal);
}
