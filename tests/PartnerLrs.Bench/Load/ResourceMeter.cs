using System.Diagnostics;
using System.Globalization;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Load;

/// <summary>Measures what a run costs, from when it is made.</summary>
internal sealed class ResourceMeter
{
    private const double MiB = 1024 * 1024;
    private readonly ChildProcess? server;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan client = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan serverTime;
    private readonly double? machine = BusyTicks();
    private double peak;

    public ResourceMeter(ChildProcess? server)
    {
        this.server = server;
        serverTime = server?.ProcessorTime ?? TimeSpan.Zero;
    }

    /// <summary>Looks at the server's memory.</summary>
    public void Look() => peak = Math.Max(peak, (server?.ResidentBytes ?? 0) / MiB);

    /// <summary>What it has cost so far.</summary>
    public Resources Read()
    {
        Look();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Resources(
            Percent((Environment.CpuUsage.TotalTime - client).TotalSeconds),
            server is null ? null : Percent((server.ProcessorTime - serverTime).TotalSeconds),
            machine is { } before && BusyTicks() is { } now ? Percent((now - before) / ChildProcess.TicksPerSecond) : null,
            server?.ResidentBytes / MiB,
            server is null ? null : peak);

        double Percent(double used) => 100 * used / seconds;
    }

    /// <summary>The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, in hundredths of a second.</summary>
    private static double? BusyTicks()
    {
        if (!File.Exists("/proc/stat"))
            return null;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return fields[0] + fields[1] + fields[2] + fields[5] + fields[6];
    }
}
