using System.CommandLine;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Commands;

/// <summary>The command line: what it takes, and what it exits with (<see cref="ExitCode"/>).</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter? output = null, TextWriter? errors = null)
    {
        var (output1, errors1) = (output ?? Console.Out, errors ?? Console.Error);
        var parsed = Create(output1).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await errors1.WriteLineAsync(error.Message);
            await errors1.WriteLineAsync("Try --help.");
            return (int)ExitCode.Configuration;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output1, Error = errors1, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (StartupException e)
        {
            await errors1.WriteLineAsync(e.Message);
            return (int)e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Ok;
        }
    }

    private static RootCommand Create(TextWriter output)
    {
        var root = new RootCommand("""
            PartnerLrs: statements in, standing out. Without a command it serves.

            Configuration comes from appsettings.json, environment (Section__Key) and arguments (--Section:Key=Value):
              Urls                           http://127.0.0.1:8080
              ConnectionStrings:PartnerLrs   SQLite in ./data; 'Data Source=FILE' or 'Host=…;Database=…;Username=…;Password=…'
              PublicUrl                      http://127.0.0.1:8080   the address under which others know this installation
              Xapi:DefaultVersion            2.0.0 | 1.0.3           the version spoken where a request names none
              Xapi:MaximumRequestBytes       33554432                the largest statements request
              Xapi:MaximumAttachmentBytes    268435456               the largest attachment, in bytes
              Xapi:MaximumDocumentBytes      8388608                 the largest state or profile document
              Xapi:MaximumPage               500                     the largest page of a statements query
              Gates:MaxAgeSeconds            0                       how long callers may keep a gate's answer
              Trials:AtOnce                  2                       how many trials of the draft run at once
              Trials:Keep                    50                      how many trials of the draft are kept, the newest
              Trials:RestMilliseconds        0                       how long a trial rests after each partner, at the least
              Receipts:KeyFile               receipts.key in ./data  the secret that protects the keys of receipts; made at need

            Exit codes: 0 done, 1 unforeseen, 2 command line or configuration, 3 database, 4 address, 5 invalid document.
            """);
        var demo = new Option<bool>("--demo") { Description = "Load the demo programme, once, and print three commands to try." };
        root.Options.Add(demo);
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((result, cancellationToken) => ServeCommand.RunAsync(Configuration(result), result.GetValue(demo), output, cancellationToken));

        var serve = Sub("serve", "Serve (the default).", (result, cancellationToken) => ServeCommand.RunAsync(Configuration(result), result.GetValue(demo), output, cancellationToken));
        serve.Options.Add(demo);
        root.Subcommands.Add(serve);
        root.Subcommands.Add(Sub("migrate", "Bring the database's schema to this version, then exit.", (result, cancellationToken) => MigrateCommand.RunAsync(Configuration(result), output, cancellationToken)));
        root.Subcommands.Add(new Command("seed", "Load prepared data.")
        {
            Sub("demo", "Load the demo programme, once, then exit.", (result, cancellationToken) => SeedCommand.RunAsync(Configuration(result), output, cancellationToken)),
        });
        root.Subcommands.Add(CredentialsCommand.Create(output));
        root.Subcommands.Add(ProgramCommand.Create(output));
        root.Subcommands.Add(ImportCommand.Create(output));
        root.Subcommands.Add(Sub("rebuild", "Drop what grains keep and fold the log anew, then exit; the server must be stopped.", (result, cancellationToken) => RebuildCommand.RunAsync(Configuration(result), output, cancellationToken)));
        return root;
    }

    /// <summary>A command that also takes configuration.</summary>
    internal static Command Sub(string name, string description, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(action);
        return command;
    }

    /// <summary>The arguments that are configuration. A misspelt one is an error rather than a setting that nobody reads.</summary>
    internal static string[] Configuration(ParseResult result)
    {
        var settings = new List<string>();
        var tokens = result.UnmatchedTokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var (key, value) = tokens[i].Split('=', 2) is [var left, var right] ? (left, right) : (tokens[i], null);
            var known = key.StartsWith("--", StringComparison.Ordinal)
                && Settings.Keys.Any(k => k.Equals(key[2..], StringComparison.OrdinalIgnoreCase) || (k[^1] == ':' && key[2..].StartsWith(k, StringComparison.OrdinalIgnoreCase)));
            if (!known)
                throw new StartupException(ExitCode.Configuration, $"'{tokens[i]}' is neither an option nor a setting; settings are {string.Join(", ", Settings.Keys.Select(k => $"--{k}"))}. Try --help.");
            if (value is null && (i + 1 == tokens.Count || tokens[i + 1].StartsWith("--", StringComparison.Ordinal)))
                throw new StartupException(ExitCode.Configuration, $"{key} has no value; expected {key}=VALUE.");
            settings.Add($"{key}={value ?? tokens[++i]}");
        }

        return [.. settings];
    }
}
