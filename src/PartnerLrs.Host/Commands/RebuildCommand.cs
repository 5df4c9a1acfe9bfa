using PartnerLrs.Host.Demo;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Host.Commands;

/// <summary><c>rebuild</c>: drops every grain's snapshot and folds the log anew, in a server that runs just for that (law 7).</summary>
internal static class RebuildCommand
{
    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        var app = PartnerLrsApp.Build([.. settings, "--Urls=http://127.0.0.1:0"]);
        var database = app.Services.GetRequiredService<Database>();
        var dropped = 0;
        // After this process has the right to serve and before its silo starts: nobody writes snapshots meanwhile.
        await using var server = await Server.StartAsync(app, cancellationToken, async () => dropped = await GrainSnapshots.ForgetAsync(database, cancellationToken));
        var fold = app.Services.GetRequiredService<IFold>();
        await new DemoProgress(output).RunAsync(
        [
            ($"{dropped} snapshots dropped", _ => Task.CompletedTask),
            ("Statements to learners and partners", report => fold.CarryLogAsync(report, cancellationToken)),
            ("People, partners and the programme", _ => fold.CarryDirectoryAsync(cancellationToken)),
        ]);
        return (int)ExitCode.Ok;
    }
}
