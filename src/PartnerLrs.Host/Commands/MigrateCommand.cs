using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Host.Commands;

/// <summary><c>migrate</c>: brings the schema to this version.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        await using var app = PartnerLrsApp.Build(settings);
        var count = await app.Services.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
        var location = app.Services.GetRequiredService<Database>().Location;
        await output.WriteLineAsync(count == 0 ? $"The database at {location} is up to date." : $"Applied {count} migrations to the database at {location}.");
        return (int)ExitCode.Ok;
    }
}
