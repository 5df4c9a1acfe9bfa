using System.Text;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>Attachments as statements announce them, in JSON.</summary>
internal static class Announce
{
    public const string SignatureUsage = "http://adlnet.gov/expapi/attachments/signature";

    /// <summary>Content that no other test has.</summary>
    public static byte[] Fresh() => Encoding.UTF8.GetBytes($"attachment {Make.Id():N}");

    public static string One(byte[] content, string type = "application/octet-stream", string? fileUrl = null, string? hash = null, long? length = null, string usage = "http://example.com/usage") =>
        $$"""{"usageType":"{{usage}}","display":{"en":"a"},"contentType":"{{type}}","length":{{length ?? content.Length}},"sha2":"{{hash ?? Part.Sha256(content)}}"{{(fileUrl is null ? "" : $",\"fileUrl\":\"{fileUrl}\"")}}}""";

    public static string All(params IEnumerable<string> attachments) => $"\"attachments\":[{string.Join(',', attachments)}]";

    /// <summary>A statement that announces contents.</summary>
    public static string Statement(Guid id, params IEnumerable<byte[]> contents) => Make.Statement(id, more: All(contents.Select(content => One(content))));
}
