using System.Net.Http.Headers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// The body of a statements request: JSON alone, or multipart/mixed whose first part is the JSON and whose further parts are attachments (xAPI 1.0.3
/// Communication 1.5). The statements are read first; the parts after them are taken only once it is known which attachments they announce.
/// </summary>
internal sealed class StatementsBody : IAsyncDisposable
{
    private const int BoundaryLength = 70; // RFC 2046 5.1.1

    private readonly RequestBody json;
    private readonly MultipartReader? parts;
    private readonly LrsOptions options;

    private StatementsBody(RequestBody json, MultipartReader? parts, LrsOptions options)
    {
        this.json = json;
        this.parts = parts;
        this.options = options;
        Received = new ReceivedAttachments();
    }

    /// <summary>The statements' JSON. It is good until this is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => json.Bytes;

    /// <summary>The attachments, once they were received.</summary>
    public ReceivedAttachments Received { get; }

    /// <summary>Reads a request up to the end of its statements.</summary>
    public static async ValueTask<(StatementsBody? Body, Refusal? Refusal)> OpenAsync(HttpContext context, LrsOptions options)
    {
        var request = context.Request;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            if (Is(type, "application/json"))
            {
                return await RequestBody.ReadAsync(request, options.MaximumRequestBytes) is { } whole
                    ? (new StatementsBody(whole, null, options), null)
                    : (null, Refusal.TooLarge("The body", options.MaximumRequestBytes, "Xapi:MaximumRequestBytes"));
            }

            if (Is(type, "multipart/mixed"))
                return await OpenAsync(context, type, options);
        }

        return (null, Refusal.Unsupported($"The Content-Type is '{Query.Shorten(request.ContentType ?? "")}'; expected application/json or multipart/mixed."));
    }

    /// <summary>Receives the attachments that the statements announce, to the end of the request, and checks them.</summary>
    /// <returns>The first rule that is broken, or null.</returns>
    public async Task<Refusal?> ReceiveAsync(IReadOnlyList<ParsedStatement> statements, HttpContext context)
    {
        var intake = new AttachmentIntake(Bytes, statements, Received, context.XapiVersion(), options);
        try
        {
            for (var number = 2; parts is not null && await parts.ReadNextSectionAsync(context.RequestAborted) is { } part; number++)
            {
                if (await intake.TakeAsync(part, number, context.RequestAborted) is { } refusal)
                    return refusal;
            }
        }
        catch (Exception exception) when (IsMalformed(exception, context))
        {
            return Malformed(context);
        }

        catch (SpoolException)
        {
            return Refusal.NoRoom();
        }

        return await intake.CompleteAsync(context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        json.Dispose();
        await Received.DisposeAsync();
    }

    private static async ValueTask<(StatementsBody? Body, Refusal? Refusal)> OpenAsync(HttpContext context, MediaTypeHeaderValue type, LrsOptions options)
    {
        var rule = AttachmentRule.Multipart(context.XapiVersion());
        var boundary = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"') ?? "";
        if (boundary.Length is 0 or > BoundaryLength)
            return (null, Refusal.Invalid($"expected a boundary of 1 to {BoundaryLength} characters in the Content-Type multipart/mixed, found {boundary.Length}", rule));
        // Parts have limits of their own; the server's would stand in the way of the sum.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var reader = new MultipartReader(boundary, context.Request.Body, 32 * 1024);
        try
        {
            if (await reader.ReadNextSectionAsync(context.RequestAborted) is not { } first)
                return (null, Refusal.Invalid("part 1: expected the statements, found no part", rule));
            if (!MediaTypeHeaderValue.TryParse(first.ContentType, out var firstType) || !Is(firstType, "application/json"))
                return (null, Refusal.Invalid($"part 1: expected the statements with the Content-Type application/json, found '{Query.Shorten(first.ContentType ?? "")}'", rule));
            return await RequestBody.ReadAsync(first.Body, null, options.MaximumRequestBytes, context.RequestAborted) is { } json
                ? (new StatementsBody(json, reader, options), null)
                : (null, Refusal.TooLarge("The statements' part", options.MaximumRequestBytes, "Xapi:MaximumRequestBytes"));
        }
        catch (Exception exception) when (IsMalformed(exception, context))
        {
            return (null, Malformed(context));
        }
    }

    private static bool Is(MediaTypeHeaderValue type, string expected) => expected.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the reader gave up on the text of the request, rather than on its connection.</summary>
    private static bool IsMalformed(Exception exception, HttpContext context) =>
        !context.RequestAborted.IsCancellationRequested
        && exception is InvalidDataException or IOException
        && exception is not (BadHttpRequestException or ConnectionResetException);

    private static Refusal Malformed(HttpContext context) => Refusal.Invalid(
        "the multipart/mixed body is malformed; expected parts with at most 16 headers, each part after a boundary, and the closing boundary at the end", AttachmentRule.Multipart(context.XapiVersion()));
}
