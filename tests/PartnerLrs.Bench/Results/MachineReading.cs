using System.Runtime.InteropServices;
using Npgsql;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Results;

/// <summary>Finds out what this machine is.</summary>
internal static class MachineReading
{
    private const double GiB = 1024.0 * 1024 * 1024;
    private static readonly string[] Settings =
        ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "checkpoint_timeout", "wal_compression", "max_connections"];

    /// <summary>Reads it.</summary>
    /// <param name="postgres">The PostgreSQL server that is used, or null.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Machine> ReadAsync(string? postgres, CancellationToken cancellationToken) => new(
        Environment.ProcessorCount,
        Processor(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB,
        RuntimeInformation.OSDescription + Scheduling(),
        RuntimeInformation.FrameworkDescription,
        postgres is null ? null : await PostgresAsync(postgres, cancellationToken));

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Whether Linux shares processors out by session first, which makes a server and its database wait for each other.</summary>
    private static string Scheduling()
    {
        const string AutoGroup = "/proc/sys/kernel/sched_autogroup_enabled";
        return File.Exists(AutoGroup) ? $" (kernel.sched_autogroup_enabled={File.ReadAllText(AutoGroup).Trim()})" : "";
    }

    private static async Task<string> PostgresAsync(string server, CancellationToken cancellationToken)
    {
        var connectionString = PostgresBenchDatabase.Maintenance(server);
        try
        {
            var version = (string)(await PostgresBenchDatabase.ScalarAsync(connectionString, "SELECT current_setting('server_version')", cancellationToken))!;
            var settings = new List<string>();
            foreach (var setting in Settings)
                settings.Add(setting + "=" + await PostgresBenchDatabase.ScalarAsync(connectionString, $"SELECT current_setting('{setting}')", cancellationToken));
            return $"PostgreSQL {version.Split(' ')[0]} ({string.Join(", ", settings)})";
        }
        catch (NpgsqlException e)
        {
            throw new BenchException($"--postgres: {e.Message}");
        }
    }
}
