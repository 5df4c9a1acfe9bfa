using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HdrHistogram;

namespace PartnerLrs.Bench.Load;

/// <summary>One TCP connection that asks again as soon as it was answered, and what it saw.</summary>
internal sealed class Connection : IDisposable
{
    private const long LongestMicroseconds = 600_000_000;
    private const int Digits = 3;
    private const int ErrorExcerpt = 2_000;

    /// <summary>
    /// Room for a whole answer. Segments on loopback are 64 KiB, which is all that a socket has room for at first: the sender of a larger answer then waits for the
    /// receiver's delayed acknowledgement, 40 ms, which no network with segments of 1,460 bytes would have it do.
    /// </summary>
    private const int ReceiveBuffer = 2 << 20;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan, UseCookies = false, UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, ConnectCallback = ConnectAsync });
    private readonly Work work;
    private byte[] buffer = new byte[64 * 1024];

    public Connection(Work work, int kinds)
    {
        this.work = work;
        Histograms = [.. Enumerable.Range(0, kinds).Select(_ => new IntHistogram(1, LongestMicroseconds, Digits))];
        Statements = new long[kinds];
    }

    /// <summary>Microseconds, by kind.</summary>
    public IReadOnlyList<IntHistogram> Histograms { get; }

    /// <summary>By kind.</summary>
    public long[] Statements { get; }

    public Dictionary<int, long> Errors { get; } = [];

    public string? FirstError { get; private set; }

    /// <summary>Asks until it is told to stop.</summary>
    public async Task RunAsync(Window window, CancellationToken cancellationToken)
    {
        while (!window.IsOver && !cancellationToken.IsCancellationRequested)
        {
            using var request = work.Next();
            var sent = Stopwatch.GetTimestamp();
            var (status, length) = await AskAsync(request, cancellationToken);
            var answered = Stopwatch.GetTimestamp();
            if (status == 0 && cancellationToken.IsCancellationRequested)
                return;
            if (!work.Accepts(status))
            {
                Errors[status] = Errors.GetValueOrDefault(status) + 1;
                FirstError ??= Encoding.UTF8.GetString(buffer, 0, Math.Min(length, ErrorExcerpt));
                await Task.Delay(Breath, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            work.Take(buffer.AsSpan(0, length));
            if (!window.Counts(answered))
                continue;
            Histograms[work.Kind].RecordValue(Math.Clamp((long)Stopwatch.GetElapsedTime(sent, answered).TotalMicroseconds, 1, LongestMicroseconds));
            Statements[work.Kind] += work.Carried;
        }
    }

    public void Dispose() => http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBuffer };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<(int Status, int Length)> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var (length, read) = (0, 0);
            while ((read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                if (length == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
            }

            return ((int)response.StatusCode, length);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return (0, Encoding.UTF8.GetBytes(e.Message, buffer));
        }
    }
}
