using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Attachments and the multipart/mixed requests that carry them.</summary>
internal static class Attachments
{
    [Requirement("Communication 1.5.2", "4.1.3", "Statements with their attachments' data are accepted as multipart/mixed, and given back with attachments=true.")]
    public static async Task Attachments_go_in_and_come_out(Lrs lrs)
    {
        var (first, second) = (AttachmentPart.New(), AttachmentPart.New());
        var statement = With(first.Announce(), second.Announce());
        (await lrs.PostAsync(statement, first, second)).Is(200);
        var parts = await ReadAsync(lrs, Sample.IdOf(statement));
        Check.Same(3, parts.Count, "The number of parts");
        Check.That(parts[0].Headers.TryGetValue("Content-Type", out var type) && type.StartsWith("application/json", StringComparison.Ordinal), "The first part is not application/json.");
        Check.Same(Sample.IdOf(statement), (Guid)JsonNode.Parse(parts[0].Content)!["id"]!, "The id in the first part");
        foreach (var attachment in new[] { first, second })
        {
            var (headers, content) = parts.Skip(1).SingleOrDefault(part => part.Headers.GetValueOrDefault(AttachmentPart.HashHeader) == attachment.Hash);
            Check.That(headers is not null, $"No part has the hash {attachment.Hash}.");
            Check.Same(attachment.Content, content, "The content");
            Check.Same("binary", headers!.GetValueOrDefault("Content-Transfer-Encoding"), "The Content-Transfer-Encoding");
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "A result is multipart/mixed with attachments=true and JSON with attachments=false or none.")]
    public static async Task The_parameter_decides_the_format(Lrs lrs)
    {
        var attachment = AttachmentPart.New();
        var statement = With(attachment.Announce());
        (await lrs.PostAsync(statement, attachment)).Is(200);
        var id = Sample.IdOf(statement);
        _ = await ReadAsync(lrs, id);
        Check.That(JsonNode.Parse(MultipartBody.Read((await lrs.GetAsync(("attachments", "true"), ("limit", "1"))).Is(200))[0].Content)!["statements"] is JsonArray, "The first part is no StatementResult.");
        Reply[] replies = [await lrs.ByIdAsync(id), await lrs.GetAsync(("statementId", id.ToString("D")), ("attachments", "false")), await lrs.GetAsync(("limit", "1"), ("attachments", "false"))];
        foreach (var reply in replies)
            Check.That(reply.Is(200).Header("Content-Type").StartsWith("application/json", StringComparison.Ordinal), $"Content-Type is {reply.Header("Content-Type")}.");
    }

    [Requirement("Communication 1.5.2", "4.1.3", "Statements of a batch may share an attachment's one part.")]
    public static async Task A_part_may_be_shared(Lrs lrs)
    {
        var attachment = AttachmentPart.New();
        var statements = new[] { With(attachment.Announce()), With(attachment.Announce()) };
        (await lrs.PostAsync(new JsonArray([.. statements.Select(statement => statement.DeepClone())]), attachment)).Is(200);
        foreach (var statement in statements)
            Check.Same(attachment.Content, (await ReadAsync(lrs, Sample.IdOf(statement)))[1].Content, "The content");
    }

    [Requirement("Communication 1.5.2", "4.1.3", "multipart/mixed is accepted for statements without attachments, or whose attachments have a fileUrl.", Should = true)]
    public static async Task Multipart_needs_no_attachments(Lrs lrs)
    {
        (await lrs.PostAsync(Sample.Statement(), [])).Is(200);
        (await lrs.PostAsync(With(AttachmentPart.New().Announce("http://example.com/file")), [])).Is(200);
    }

    [Requirement("Communication 1.5.1", "4.1.3", "JSON is accepted for statements whose attachments have a fileUrl, and refused for others.")]
    public static async Task Json_needs_a_fileUrl(Lrs lrs)
    {
        (await lrs.PostAsync(With(AttachmentPart.New().Announce("http://example.com/file")))).Is(200);
        (await lrs.PostAsync(With(AttachmentPart.New().Announce()))).Is(400);
    }

    [Requirement("Communication 1.5.2", "4.1.3", "An attachment that has neither a part nor a fileUrl is refused.")]
    public static async Task A_missing_part_is_refused(Lrs lrs)
    {
        var (there, missing) = (AttachmentPart.New(), AttachmentPart.New());
        await RefusedAsync(lrs, With(there.Announce(), missing.Announce()), there);
    }

    [Requirement("Communication 1.5.2", "4.1.3", "A part that no statement announces is refused.")]
    public static async Task An_extra_part_is_refused(Lrs lrs)
    {
        var (announced, extra) = (AttachmentPart.New(), AttachmentPart.New());
        await RefusedAsync(lrs, With(announced.Announce()), announced, extra);
    }

    [Requirement("Communication 1.5.2", "4.1.3", "A part needs the hash of its content in X-Experience-API-Hash.")]
    public static async Task A_part_needs_its_hash(Lrs lrs)
    {
        var attachment = AttachmentPart.New();
        await RefusedAsync(lrs, With(attachment.Announce()), attachment with { Hash = null });
        await RefusedAsync(lrs, With(attachment.Announce()), attachment with { Hash = AttachmentPart.Sha256("another text") });
    }

    [Requirement("Communication 1.5.2", "4.1.3", "A part needs the Content-Transfer-Encoding binary.")]
    public static async Task A_part_is_binary(Lrs lrs)
    {
        var attachment = AttachmentPart.New();
        await RefusedAsync(lrs, With(attachment.Announce()), attachment with { Encoding = "base64" });
    }

    [Requirement("Communication 1.5.2", "4.1.3", "The first part is of type application/json and has the statements.")]
    public static async Task The_first_part_is_the_statements(Lrs lrs)
    {
        var attachment = AttachmentPart.New();
        (await lrs.PostMultipartAsync(MultipartBody.Write(With(attachment.Announce()), [attachment], "text/plain"))).Is(400);
    }

    [Requirement("Communication 1.5.2", "4.1.3", "A multipart body without boundary, in its header or before its parts, is refused.")]
    public static async Task A_boundary_is_needed(Lrs lrs)
    {
        var attachment = AttachmentPart.New();
        var body = MultipartBody.Write(With(attachment.Announce()), [attachment]);
        (await lrs.PostMultipartAsync(body, "")).Is(400);
        (await lrs.PostMultipartAsync(body[(body.IndexOf('\n', StringComparison.Ordinal) + 1)..])).Is(400);
        (await lrs.PostMultipartAsync(body, "; boundary=another")).Is(400);
    }

    private static JsonObject With(params JsonObject[] attachments)
    {
        var statement = Sample.Statement();
        statement["attachments"] = new JsonArray([.. attachments]);
        return statement;
    }

    private static async Task RefusedAsync(Lrs lrs, JsonObject statement, params AttachmentPart[] parts)
    {
        (await lrs.PostAsync(statement, parts)).Is(400);
        (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(404);
    }

    private static async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Headers, string Content)>> ReadAsync(Lrs lrs, Guid id)
    {
        Check.That(await lrs.EventuallyAsync(async () => (await lrs.ByIdAsync(id)).Status == 200), $"The statement {id} cannot be read.");
        return MultipartBody.Read((await lrs.GetAsync(("statementId", id.ToString("D")), ("attachments", "true"))).Is(200));
    }
}
