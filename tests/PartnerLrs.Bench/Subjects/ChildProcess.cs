using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PartnerLrs.Bench.Subjects;

/// <summary>A .NET program that this tool starts and stops: the server, or the bare endpoint.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>In what /proc counts processor time.</summary>
    public const double TicksPerSecond = 100;

    private const int LinesKept = 200;

    // As much of ".NET Tiered Compilation Worker" as Linux keeps.
    private const string CompilerThread = ".NET Tiered Com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ChildProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote last.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.HasExited ? TimeSpan.Zero : process.TotalProcessorTime;
        }
    }

    /// <summary>
    /// The processor time of the threads that compile code again, with what was seen of its use; zero where there is no /proc, and less than before when such a thread
    /// has ended because there was nothing to compile.
    /// </summary>
    public TimeSpan CompilerTime
    {
        get
        {
            var tasks = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/task";
            return Directory.Exists(tasks) ? TimeSpan.FromSeconds(Directory.EnumerateDirectories(tasks).Sum(CompilerTicks) / TicksPerSecond) : TimeSpan.Zero;
        }
    }

    /// <summary>The memory that it holds now (resident set), in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.HasExited ? 0 : process.WorkingSet64;
        }
    }

    /// <summary>Starts an assembly of this tool's folder.</summary>
    public static ChildProcess Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Runs an assembly of this tool's folder to its end.</summary>
    /// <exception cref="BenchException">It ended with another code than 0.</exception>
    public static async Task RunAsync(string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        await using var child = Start(assembly, arguments, environment);
        await child.process.WaitForExitAsync(cancellationToken);
        if (child.process.ExitCode != 0)
            throw new BenchException($"{assembly} {string.Join(' ', arguments)} ended with {child.process.ExitCode}:\n{child.Output}");
    }

    /// <summary>Ends it at once (SIGKILL): it has no chance to put anything in order.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks it to stop, as an operator would, and makes it stop when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited && !OperatingSystem.IsWindows())
        {
            try
            {
                using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
                using var patience = new CancellationTokenSource(Patience);
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is Win32Exception or IOException)
            {
                // There is no such command here; it is made to stop below.
            }
        }

        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static double CompilerTicks(string task)
    {
        try
        {
            // proc(5): name in parentheses, state, ten numbers, then the times in user and in kernel mode, in hundredths of a second.
            var stat = File.ReadAllText(Path.Combine(task, "stat"));
            var name = stat.LastIndexOf(')');
            if (!stat.AsSpan(0, name).Contains(CompilerThread, StringComparison.Ordinal))
                return 0;
            var fields = stat[(name + 2)..].Split(' ');
            return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        while (lines.Count > LinesKept)
            lines.TryDequeue(out _);
    }
}
