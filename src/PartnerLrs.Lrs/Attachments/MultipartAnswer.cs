using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// An answer with attachments (xAPI 1.0.3 Communication 1.5.2): multipart/mixed, the statements' JSON first, then each content that these very statements
/// delivered, once, chunk by chunk.
/// </summary>
internal sealed class MultipartAnswer
{
    private readonly HttpContext context;
    private readonly AttachmentStore store;
    private readonly string boundary;

    private MultipartAnswer(HttpContext context, AttachmentStore store, string boundary)
    {
        this.context = context;
        this.store = store;
        this.boundary = boundary;
    }

    /// <summary>Sets the headers and opens the first part; the caller writes the JSON next.</summary>
    public static MultipartAnswer Begin(HttpContext context, AttachmentStore store)
    {
        // Nobody who stores content knows it beforehand, so no content can end a part.
        var drawn = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.ContentType = $"multipart/mixed; boundary={drawn}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var answer = new MultipartAnswer(context, store, drawn);
        answer.Write($"--{drawn}\r\nContent-Type: application/json\r\n\r\n");
        return answer;
    }

    /// <summary>Writes the attachments and closes the answer.</summary>
    /// <param name="seqs">The places of the statements that were written.</param>
    public async Task EndAsync(IReadOnlyCollection<long> seqs)
    {
        // HEAD is answered without a body, so without reading any content.
        var attachments = HttpMethods.IsHead(context.Request.Method) ? [] : await store.DeliveredAsync(seqs, context.RequestAborted);
        var buffer = ArrayPool<byte>.Shared.Rent(AttachmentStore.ChunkBytes);
        try
        {
            foreach (var attachment in attachments)
                await WriteAsync(attachment, buffer.AsMemory(0, AttachmentStore.ChunkBytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Write($"\r\n--{boundary}--\r\n");
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>
    /// The media type as a header: what the statement announced, parsed and written anew. What does not survive that, or is not plain ASCII, is sent as
    /// bytes of no type, so that a statement cannot put lines of its own into an answer.
    /// </summary>
    internal static string HeaderOf(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) && parsed.ToString() is var text && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? text
            : "application/octet-stream";

    private async Task WriteAsync(StoredAttachment attachment, Memory<byte> buffer)
    {
        Write(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"\r\n--{boundary}\r\nContent-Type: {HeaderOf(attachment.ContentType)}\r\nContent-Transfer-Encoding: binary\r\n{PartHeaders.HashHeader}: {Convert.ToHexStringLower(attachment.Sha2)}\r\nContent-Length: {attachment.Length}\r\n\r\n"));
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        long written = 0;
        for (var number = 0; written < attachment.Length; number++)
        {
            var read = await store.ReadAsync(attachment.Id, number, buffer, context.RequestAborted);
            await context.Response.Body.WriteAsync(buffer[..read], context.RequestAborted);
            written += read;
        }
    }

    private void Write(string text) => Encoding.ASCII.GetBytes(text, context.Response.BodyWriter);
}
