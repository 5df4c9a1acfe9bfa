using System.Globalization;
using System.Net.Sockets;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Comparison;

/// <summary>The bare endpoint in a process of its own.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private const int Attempts = 500;
    private readonly string bodyFile;

    private BareServer(ChildProcess process, Uri root, string file)
    {
        (Process, Root, bodyFile) = (process, root, file);
    }

    public ChildProcess Process { get; }

    /// <summary>Its address.</summary>
    public Uri Root { get; }

    /// <summary>Starts it with the bytes to give.</summary>
    public static async Task<BareServer> StartAsync(ReadOnlyMemory<byte> body, string contentType, BareTrip? trip, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, body, cancellationToken);
        var port = FreePort.Take();
        var process = ChildProcess.Start(
            "PartnerLrs.Bench.dll",
            [
                "bare", "--port", port.ToString(CultureInfo.InvariantCulture), "--body", file, "--content-type", contentType,
                .. trip is null ? Array.Empty<string>() : ["--postgres", trip.ConnectionString, "--sql", trip.Sql],
            ],
            new Dictionary<string, string>(StringComparer.Ordinal));
        var server = new BareServer(process, new Uri($"http://127.0.0.1:{port}/"), file);
        for (var attempt = 0; attempt < Attempts && !process.HasExited; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port, cancellationToken);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(20, cancellationToken);
            }
        }

        var said = process.Output;
        await server.DisposeAsync();
        throw new BenchException($"The bare endpoint did not start:\n{said}");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        File.Delete(bodyFile);
    }
}
