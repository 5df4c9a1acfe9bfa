using System.CommandLine;
using PartnerLrs.Host.Startup;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Host.Commands;

/// <summary><c>program validate|diff|publish FILE</c>: says everything about a policy document before anybody publishes it, and publishes it.</summary>
internal static class ProgramCommand
{
    public static Command Create(TextWriter output) => new("program", "Work with policy documents.")
    {
        OnFile("validate", "Check a policy document; prints a line for each error and each piece of advice, with its JSON pointer.", usesDatabase: false, async (publisher, file, _, _) =>
        {
            var findings = publisher.Validate(file.Document);
            if (!await SayAsync(findings, file.Name, output))
                return ExitCode.InvalidInput;
            await output.WriteLineAsync($"{file.Name} is valid.");
            return ExitCode.Ok;
        }),
        OnFile("diff", "Print what publishing a policy document would change: a line for each difference from the last version.", usesDatabase: true, async (publisher, file, _, cancellationToken) =>
        {
            if (!await SayAsync(new PolicyFindings(publisher.Validate(file.Document).Errors, []), file.Name, output))
                return ExitCode.InvalidInput;
            var changes = await publisher.CompareAsync(file.Document, cancellationToken);
            foreach (var change in changes)
                await output.WriteLineAsync(change.ToString());
            await output.WriteLineAsync(changes.Count switch { 0 => $"{file.Name} changes nothing.", 1 => "1 change.", var count => $"{count} changes." });
            return ExitCode.Ok;
        }),
        Publish(output),
    };

    private static Command Publish(TextWriter output)
    {
        var effective = new Option<string>("--effective") { Description = "From when it applies, an RFC 3339 instant such as 2026-01-31T12:00:00Z; default now." };
        var publish = OnFile("publish", "Publish a policy document as the next version. A server that runs on the same database notices within seconds.", usesDatabase: true, async (publisher, file, result, cancellationToken) =>
        {
            DateTime? from = null;
            if (result.GetValue(effective) is { } text)
                from = Timestamps.TryParseRfc3339(text, out var instant) ? instant : throw new StartupException(ExitCode.Configuration, $"--effective: expected an RFC 3339 instant such as 2026-01-31T12:00:00Z, found '{text}'.");
            var publication = await publisher.PublishAsync(file.Document, from, cancellationToken);
            if (!await SayAsync(new PolicyFindings(publication.Errors, publication.Advice), file.Name, output))
                return ExitCode.InvalidInput;
            await output.WriteLineAsync(publication.IsNew
                ? $"{file.Name} is version {publication.Version!.Number} and applies from {Timestamps.ToRfc3339(publication.Version.EffectiveAt)}."
                : $"{file.Name} is version {publication.Version!.Number} already.");
            return ExitCode.Ok;
        });
        publish.Options.Add(effective);
        return publish;
    }

    /// <summary>Prints what there is to say of a document.</summary>
    /// <returns>Whether there is no error.</returns>
    private static async Task<bool> SayAsync(PolicyFindings findings, string name, TextWriter output)
    {
        foreach (var error in findings.Errors)
            await output.WriteLineAsync($"{(string.IsNullOrEmpty(error.Pointer) ? "/" : error.Pointer)}: {error.Message} [{error.Code}]");
        foreach (var advice in findings.Advice)
            await output.WriteLineAsync($"{advice.Pointer}: advice: {advice.Message} [{advice.Code}]");
        if (findings.Errors.Count > 0)
            await output.WriteLineAsync($"{name} has {findings.Errors.Count} errors.");
        return findings.Errors.Count == 0;
    }

    private static Command OnFile(
        string name, string description, bool usesDatabase, Func<IProgramPublisher, (string Name, byte[] Document), ParseResult, CancellationToken, Task<ExitCode>> action)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The policy document (JSON)." };
        var command = CommandLine.Sub(name, description, async (result, cancellationToken) =>
        {
            var path = result.GetRequiredValue(file);
            byte[] document;
            try
            {
                document = await File.ReadAllBytesAsync(path.FullName, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StartupException(ExitCode.InvalidInput, $"{path.FullName} cannot be read: {e.Message}", e);
            }

            await using var app = PartnerLrsApp.Build(CommandLine.Configuration(result));
            if (usesDatabase)
                await app.Services.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
            return (int)await action(app.Services.GetRequiredService<IProgramPublisher>(), (path.Name, document), result, cancellationToken);
        });
        command.Arguments.Add(file);
        return command;
    }
}
