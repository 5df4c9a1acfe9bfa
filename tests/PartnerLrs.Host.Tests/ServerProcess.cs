using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PartnerLrs.Host.Tests;

/// <summary>A server in a process of its own, which does not outlive the test.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Key = "administrator";
    public const string Secret = "a secret of the kill test";

    private readonly Process process;
    private readonly ConcurrentQueue<string?> lines = new();

    private ServerProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public string Output => string.Join('\n', lines);

    public static async Task<ServerProcess> StartAsync(string connectionString, int port)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Startup.Server).Assembly.Location, $"--Urls={Url(port)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__PartnerLrs"] = connectionString,
                ["PARTNERLRS_ADMIN_KEY"] = Key,
                ["PARTNERLRS_ADMIN_SECRET"] = Secret,
            },
        };
        var server = new ServerProcess(Process.Start(start)!, port);
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60))
        {
            // The banner is printed once the administrator exists.
            if (server.Output.Contains("Ctrl+C", StringComparison.Ordinal))
                return server;
            Assert.False(server.process.HasExited, server.Output);
            await Task.Delay(50);
        }

        server.Dispose();
        throw new InvalidOperationException($"The server did not start: {server.Output}");
    }

    public static string Url(int port) => $"http://127.0.0.1:{port}";

    /// <summary>
    /// A port that nobody listens on, from below those that systems give to outgoing connections: one of the tests that run beside this one could be
    /// given any of those between now and the server's start.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(10_000, 20_000);
            using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens here; another one will do.
            }
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
