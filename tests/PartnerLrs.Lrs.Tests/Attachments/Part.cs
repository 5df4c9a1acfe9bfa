using System.Security.Cryptography;
using System.Text;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>A part of a multipart request: headers as they are written, and bytes.</summary>
public sealed record Part(byte[] Content, params IReadOnlyList<(string Name, string Value)> Headers)
{
    public const string HashHeader = "X-Experience-API-Hash";

    /// <summary>The statements.</summary>
    public static Part Json(string json, string type = "application/json") => new(Encoding.UTF8.GetBytes(json), ("Content-Type", type));

    /// <summary>An attachment, with the headers that it must have.</summary>
    public static Part Of(byte[] content, string type = "application/octet-stream", string? hash = null) =>
        new(content, ("Content-Type", type), ("Content-Transfer-Encoding", "binary"), (HashHeader, hash ?? Sha256(content)));

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public Part Without(string name) => this with { Headers = [.. Headers.Where(header => header.Name != name)] };

    public Part With(string name, string value) => this with { Headers = [.. Without(name).Headers, (name, value)] };

    public Part Also(string name, string value) => this with { Headers = [.. Headers, (name, value)] };
}
