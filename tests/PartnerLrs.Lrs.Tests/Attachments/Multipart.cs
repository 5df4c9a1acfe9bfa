using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>Writes multipart bodies byte by byte, so that they can also be wrong, and reads answers.</summary>
internal static class Multipart
{
    public const string Boundary = "abcABC0123'()+_,-./:=?";

    /// <summary>A request body.</summary>
    public static byte[] Bytes(IEnumerable<Part> parts, string boundary = Boundary, bool close = true)
    {
        using var body = new MemoryStream();
        foreach (var part in parts)
        {
            Write($"--{boundary}\r\n");
            foreach (var (name, value) in part.Headers)
                Write($"{name}: {value}\r\n");
            Write("\r\n");
            body.Write(part.Content);
            Write("\r\n");
        }

        if (close)
            Write($"--{boundary}--\r\n");
        return body.ToArray();

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    public static ByteArrayContent Content(byte[] body, string type = $"multipart/mixed; boundary=\"{Boundary}\"")
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    /// <summary>POSTs statements with attachments.</summary>
    public static Task<Answer> PostAsync(this LrsClient lrs, string json, IEnumerable<Part> parts, string version = "2.0.0") =>
        lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, Content(Bytes([Part.Json(json), .. parts])), version);

    public static Task<Answer> PutAsync(this LrsClient lrs, Guid id, string json, params IEnumerable<Part> parts) =>
        lrs.SendAsync(HttpMethod.Put, $"{LrsClient.Statements}?statementId={id:D}", Content(Bytes([Part.Json(json), .. parts])));

    /// <summary>The parts of an answer with attachments.</summary>
    public static async Task<IReadOnlyList<Part>> PartsAsync(this Answer answer)
    {
        var type = MediaTypeHeaderValue.Parse(answer.Headers["Content-Type"]);
        Assert.Equal("multipart/mixed", type.MediaType);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        var reader = new MultipartReader(type.Parameters.Single().Value!, new MemoryStream(answer.Bytes));
        var parts = new List<Part>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content);
            parts.Add(new Part(content.ToArray(), [.. section.Headers!.Select(header => (header.Key, header.Value.ToString()))]));
        }

        Assert.Equal([("Content-Type", "application/json")], parts[0].Headers);
        foreach (var part in parts.Skip(1))
        {
            Assert.Equal(["Content-Type", "Content-Transfer-Encoding", Part.HashHeader, "Content-Length"], part.Headers.Select(header => header.Name));
            Assert.Equal("binary", part.Headers[1].Value);
            Assert.Equal(part.Content.Length.ToString(CultureInfo.InvariantCulture), part.Headers[3].Value);
        }

        return parts;
    }

    /// <summary>The contents of the attachments of an answer, in order.</summary>
    public static async Task<IReadOnlyList<byte[]>> ContentsAsync(this Answer answer) =>
        [.. (await answer.Is(HttpStatusCode.OK).PartsAsync()).Skip(1).Select(part => part.Content)];
}
