using System.CommandLine;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Host.Commands;

/// <summary><c>program validate FILE</c>: says everything that is wrong with a policy document, before anybody publishes it.</summary>
internal static class ProgramCommand
{
    public static Command Create(TextWriter output)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The policy document (JSON)." };
        var validate = CommandLine.Sub("validate", "Check a policy document; prints a line an error, with its JSON pointer.", async (result, cancellationToken) =>
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
            var errors = app.Services.GetRequiredService<IProgramPublisher>().Validate(document);
            foreach (var error in errors)
                await output.WriteLineAsync($"{(string.IsNullOrEmpty(error.Pointer) ? "/" : error.Pointer)}: {error.Message} [{error.Code}]");
            await output.WriteLineAsync(errors.Count == 0 ? $"{path.Name} is valid." : $"{path.Name} has {errors.Count} errors.");
            return (int)(errors.Count == 0 ? ExitCode.Ok : ExitCode.InvalidInput);
        });
        validate.Arguments.Add(file);
        return new Command("program", "Work with policy documents.") { validate };
    }
}
