using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerLrs.Conformance.Running;

/// <summary>Bodies of type multipart/mixed (RFC 2046) whose parts are ASCII text.</summary>
internal static class MultipartBody
{
    public const string Boundary = "a-boundary-of-the-conformance-suite";

    /// <summary>The body of a request: the statements, then attachments.</summary>
    public static string Write(JsonNode statements, IEnumerable<AttachmentPart> attachments, string type = "application/json")
    {
        var body = new StringBuilder($"--{Boundary}\r\nContent-Type: {type}\r\n\r\n{statements.ToJsonString()}\r\n");
        foreach (var attachment in attachments)
            body.Append($"--{Boundary}\r\n").Append(attachment.Headers()).Append("\r\n").Append(attachment.Content).Append("\r\n");
        return body.Append($"--{Boundary}--\r\n").ToString();
    }

    /// <summary>The parts of an answer: headers and content.</summary>
    public static IReadOnlyList<(IReadOnlyDictionary<string, string> Headers, string Content)> Read(Reply reply)
    {
        var type = MediaTypeHeaderValue.Parse(reply.Header("Content-Type"));
        Check.Same("multipart/mixed", type.MediaType, "The media type");
        var boundary = type.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary")?.Value?.Trim('"') ?? throw new NotMetException("The Content-Type names no boundary.");
        var pieces = ("\r\n" + reply.Text).Split($"\r\n--{boundary}", StringSplitOptions.None);
        Check.That(pieces.Length > 2 && pieces[^1].StartsWith("--", StringComparison.Ordinal), "The last boundary is missing.");
        return [.. pieces[1..^1].Select(ReadPart)];
    }

    private static (IReadOnlyDictionary<string, string> Headers, string Content) ReadPart(string part)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Check.That(end >= 0, "A part has no empty line after its headers.");
        var headers = part[..end].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .ToDictionary(header => header[0].Trim(), header => header[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return (headers, part[(end + 4)..]);
    }
}
