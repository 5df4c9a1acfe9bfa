using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PartnerLrs.Bench.Comparison;

/// <summary>
/// What reads are compared with: Kestrel with nothing behind it, which gives the same bytes to everybody. To a conditional request it says 304.
/// It runs in a process of its own, as the server does.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>Serves until it is told to stop.</summary>
    /// <param name="port">Where to listen.</param>
    /// <param name="body">A file with the bytes to give.</param>
    /// <param name="contentType">Their content type.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task ServeAsync(int port, FileInfo body, string contentType, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(body.FullName, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.Run(context =>
        {
            if (context.Request.Headers.IfNoneMatch.Count > 0)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            context.Response.ContentType = contentType;
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
