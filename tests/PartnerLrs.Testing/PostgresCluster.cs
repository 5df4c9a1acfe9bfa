using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PartnerLrs.Testing;

/// <summary>A PostgreSQL server of a test's own, which may be ill-treated. Gone afterwards.</summary>
public sealed class PostgresCluster : IDisposable
{
    private readonly string folder;
    private readonly int port;

    private PostgresCluster(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <summary>Where PostgreSQL's programs are; null where it is not installed.</summary>
    public static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(path => Path.Combine(path, "bin")).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
        : null;

    /// <summary>A connection string of the cluster's own database.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "postgres", Database = "postgres", MaxPoolSize = 20 }.ConnectionString;

    /// <summary>Makes a cluster and starts it.</summary>
    public static PostgresCluster Start()
    {
        var path = Directory.CreateTempSubdirectory("partnerlrs_cluster_").FullName;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            var cluster = new PostgresCluster(path, ((IPEndPoint)listener.LocalEndpoint).Port);
            listener.Stop();
            if (Environment.UserName == "root")
                Run("chown", "postgres", path);
            RunAs("initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8");
            RunAs("pg_ctl", "-D", cluster.Data, "-l", Path.Combine(path, "log"), "-w", "-o", string.Create(CultureInfo.InvariantCulture, $"-p {cluster.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={path}"), "start");
            return cluster;
        }
    }

    private string Data => Path.Combine(folder, "data");

    /// <summary>Kills it as a crash does, every connection with it.</summary>
    public void Crash() => RunAs("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Starts it again after a crash; it recovers what was committed.</summary>
    public void StartAgain() =>
        RunAs("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"), "start");

    public void Dispose()
    {
        try
        {
            Crash();
        }
        catch (InvalidOperationException)
        {
            // It is down already.
        }

        Directory.Delete(folder, recursive: true);
    }

    // PostgreSQL refuses to run as root.
    private static void RunAs(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // A server that is started here would keep a pipe open for as long as it runs.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { UseShellExecute = false, WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
