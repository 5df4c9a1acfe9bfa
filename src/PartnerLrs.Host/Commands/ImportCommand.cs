using System.CommandLine;
using System.Text;
using PartnerLrs.Host.Demo;
using PartnerLrs.Host.Startup;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Commands;

/// <summary><c>import deals FILE</c>, on the database, whether or not a server runs on it.</summary>
internal static class ImportCommand
{
    private const int ErrorsShown = 20;

    public static Command Create(TextWriter output)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A JSON array, or one JSON object on each line." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and change nothing." };
        var deals = CommandLine.Sub("deals", "Create or update deals by source and externalId; prints what is wrong with which row.", async (result, cancellationToken) =>
            await DealsAsync(result.GetRequiredValue(file), result.GetValue(dryRun), CommandLine.Configuration(result), output, cancellationToken));
        deals.Arguments.Add(file);
        deals.Options.Add(dryRun);
        return new Command("import", "Load data from files.") { deals };
    }

    private static async Task<int> DealsAsync(FileInfo path, bool dryRun, string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, useAsync: true);
            await using var app = PartnerLrsApp.Build(settings);
            await app.Services.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
            var (errors, count) = (new List<DealImportError>(), new DealImportCount(0, 0, 0, 0));
            await new DemoProgress(output).RunAsync(
            [
                ($"Deals from {path.Name}", async report =>
                {
                    var counted = new CountingStream(file, read => report((double)read / Math.Max(1, file.Length)));
                    count = await app.Services.GetRequiredService<IDealImport>().ImportAsync(counted, dryRun, error => Keep(errors, error), cancellationToken);
                }),
            ]);
            foreach (var error in errors)
                await output.WriteLineAsync($"  row {error.Row}{error.Pointer}: {error.Message} [{error.Code}]");
            if (count.Failed > errors.Count)
                await output.WriteLineAsync("  …");
            await output.WriteLineAsync($"{(dryRun ? "Would be: " : "")}{count.Created} created, {count.Updated} updated, {count.Unchanged} unchanged, {count.Failed} refused.");
            return (int)(count.Failed == 0 ? ExitCode.Ok : ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new StartupException(ExitCode.InvalidInput, $"{path.FullName} cannot be read: {e.Message}", e);
        }
    }

    private static void Keep(List<DealImportError> errors, DealImportError error)
    {
        if (errors.Count < ErrorsShown)
            errors.Add(error);
    }
}
