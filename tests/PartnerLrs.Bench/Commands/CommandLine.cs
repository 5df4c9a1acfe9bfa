using System.CommandLine;
using Npgsql;
using PartnerLrs.Bench.Comparison;
using PartnerLrs.Bench.Reports;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Scenarios;
using PartnerLrs.Bench.Targets;
using PartnerLrs.Kernel;

namespace PartnerLrs.Bench.Commands;

/// <summary>The command line. It exits with 0 when it is done, 1 when a target is missed or measuring failed, 2 when it was called wrongly.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Usage = 2;

    private static readonly (IScenario Scenario, string Description)[] Scenarios =
    [
        (new IngestScenario(), "Statements posted one by one and in batches."),
        (new ReadsScenario(), "Statements by id and by every filter, at growing volumes; also what loading them takes, in time and on disk."),
        (new MoreScenario(), "Walks over everything that is stored, page by page."),
        (new MixedScenario(), "Nine writes for each read."),
        (new GatesScenario(), "One gate of one partner of the demo programme, with and without a condition."),
        (new LagScenario(), "How far gates are behind the log while statements come in."),
        (new StartScenario(), "How long a server takes until it is ready on an existing database, and its idle memory."),
        (new KillScenario(), "Kills the server, or PostgreSQL, under load and looks for every acknowledged statement."),
    ];

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var parsed = Create(output).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await errors.WriteLineAsync(error.Message);
            await errors.WriteLineAsync("Try --help.");
            return Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = errors, ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
        }
        catch (BenchException e)
        {
            await errors.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (Exception e) when (e is NpgsqlException or HttpRequestException)
        {
            await errors.WriteLineAsync($"Measuring failed: {e}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Stopped.");
            return Failed;
        }
    }

    private static RootCommand Create(TextWriter output)
    {
        var options = new OptionSet();
        var root = new RootCommand("Measures an LRS over HTTP: a closed loop of connections with one request in flight each. Build it with -c Release.");
        foreach (var (scenario, description) in Scenarios)
            root.Subcommands.Add(Measuring(scenario.Name, description, options, isOnBoth: false, output, async (session, cancellationToken) =>
            {
                await scenario.RunAsync(session, cancellationToken);
                return true;
            }));
        root.Subcommands.Add(Measuring("all", "Every scenario.", options, isOnBoth: true, output, async (session, cancellationToken) =>
        {
            foreach (var (scenario, _) in Scenarios.Where(s => session.Options.Foreign is null || s.Scenario.IsForAny))
                await scenario.RunAsync(session, cancellationToken);
            return true;
        }));
        root.Subcommands.Add(Measuring(
            "targets", "Exactly what the performance targets need, and which are met.", options, isOnBoth: true, output, (session, cancellationToken) => TargetsRun.RunAsync(session, output, cancellationToken)));
        root.Subcommands.Add(Reporting(output));
        root.Subcommands.Add(Bare());
        return root;
    }

    private static Command Measuring(string name, string description, OptionSet options, bool isOnBoth, TextWriter output, Func<Session, CancellationToken, Task<bool>> measure)
    {
        var command = new Command(name, description);
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = options.Read(parsed, isOnBoth);
            var machine = await MachineReading.ReadAsync(asked.Postgres, cancellationToken);
            await output.WriteLineAsync(machine.Line);
            var session = new Session(name == "targets" ? asked with { Compare = true, Batches = [], Connections = [] } : asked, output);
            try
            {
                return await measure(session, cancellationToken) ? 0 : Failed;
            }
            finally
            {
                // What was measured before something went wrong was measured.
                if (asked.Json is { } file)
                    await new ResultFile(TimeProvider.System.UtcNow(), asked.Seed, machine, session.Measurements).WriteAsync(file, CancellationToken.None);
            }
        });
        return command;
    }

    private static Command Reporting(TextWriter output)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Results, as --json wrote them.", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<DirectoryInfo>("--output") { Description = "Where RESULTS.md and the plots go.", DefaultValueFactory = _ => new DirectoryInfo("tests/PartnerLrs.Bench") };
        var command = new Command("report", "Turn results into tables and plots.") { files, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await Report.WriteAsync(parsed.GetRequiredValue(files), parsed.GetRequiredValue(folder), output, cancellationToken);
            return 0;
        });
        return command;
    }

    private static Command Bare()
    {
        var port = new Option<int>("--port") { Required = true };
        var body = new Option<FileInfo>("--body") { Required = true };
        var type = new Option<string>("--content-type") { Required = true };
        var postgres = new Option<string?>("--postgres");
        var sql = new Option<string?>("--sql");
        var command = new Command("bare", "Serves the same bytes to everybody; what reads are compared with.") { port, body, type, postgres, sql };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => BareEndpoint.ServeAsync(
            parsed.GetValue(port),
            parsed.GetValue(body)!,
            parsed.GetValue(type)!,
            parsed.GetValue(postgres) is { } server && parsed.GetValue(sql) is { } statement ? new BareTrip(server, statement) : null,
            cancellationToken));
        return command;
    }
}
