using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartnerLrs.Lrs.Http;

/// <summary>A request's body, read once into a pooled buffer. Slices of it are good until it is disposed.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] buffer;
    private int length;

    private RequestBody(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>Reads the body.</summary>
    /// <returns>The body, or null when it is larger than allowed, chunked or not.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int maximumBytes)
    {
        if (request.ContentLength > maximumBytes)
            return null;
        // The server has a limit of its own, below what an installation may allow, and its refusal carries none of the standard's headers.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        return await ReadAsync(request.Body, request.ContentLength, maximumBytes, request.HttpContext.RequestAborted);
    }

    /// <summary>Reads a stream, e.g. one part of a body, to its end.</summary>
    /// <returns>The bytes, or null when they are more than allowed.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(Stream stream, long? length, int maximumBytes, CancellationToken cancellationToken)
    {
        var body = new RequestBody((int)Math.Min(maximumBytes, length ?? 16_384) + 1);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(body.buffer.AsMemory(body.length), cancellationToken)) > 0)
            {
                body.length += read;
                if (body.length > maximumBytes)
                {
                    body.Dispose();
                    return null;
                }

                if (body.length == body.buffer.Length)
                    body.Grow();
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
