using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace PartnerLrs.Bench.Subjects;

/// <summary>A .NET program that this tool starts and stops: the server, or the bare endpoint.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int LinesKept = 200;
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

    /// <summary>
    /// How many times as long the next run warms it up. A server's code is compiled again, with what was seen of its use, for half a minute under load, on
    /// the same cores: what is measured meanwhile is the compiler.
    /// </summary>
    public int WarmupFactor { get; set; } = 1;

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
                using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
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

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        while (lines.Count > LinesKept)
            lines.TryDequeue(out _);
    }
}
