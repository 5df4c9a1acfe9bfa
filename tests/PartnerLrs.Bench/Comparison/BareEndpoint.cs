using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartnerLrs.Kernel;

namespace PartnerLrs.Bench.Comparison;

/// <summary>
/// What reads are compared with: Kestrel with nothing behind it, which gives the same bytes to everybody. To a conditional request it says 304.
/// It runs in a process of its own, as the server does. With a <see cref="BareTrip"/> it goes to PostgreSQL once for each request and does nothing else:
/// the most that an answer can be that needs a row.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>Serves until it is told to stop.</summary>
    /// <param name="port">Where to listen.</param>
    /// <param name="body">A file with the bytes to give.</param>
    /// <param name="contentType">Their content type.</param>
    /// <param name="trip">What it asks of PostgreSQL for each request; null for nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task ServeAsync(int port, FileInfo body, string contentType, BareTrip? trip, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(body.FullName, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var database = trip is null ? null : NpgsqlDataSource.Create(trip.ConnectionString);
        var ids = new IdFactory(TimeProvider.System);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            if (context.Request.Headers.IfNoneMatch.Count > 0)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var given = database is null ? bytes : await AskAsync(database, trip!.Sql, ids, context) ?? bytes;
            context.Response.ContentType = contentType;
            context.Response.ContentLength = given.Length;
            await context.Response.Body.WriteAsync(given, context.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>The first column of the first row as bytes, or null where there is none.</summary>
    private static async Task<byte[]?> AskAsync(NpgsqlDataSource database, string sql, IdFactory ids, HttpContext context)
    {
        var id = context.Request.Query.TryGetValue("statementId", out var asked) ? Guid.Parse(asked.ToString()) : ids.NewGuid();
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = id } } };
        return (byte[]?)await command.ExecuteScalarAsync(context.RequestAborted);
    }
}
