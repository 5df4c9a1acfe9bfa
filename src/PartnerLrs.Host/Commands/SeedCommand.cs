using PartnerLrs.Host.Demo;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Commands;

/// <summary><c>seed demo</c>: loads the demo programme through the public interfaces of a server that runs just for that.</summary>
internal static class SeedCommand
{
    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        await using var server = await Server.StartAsync(PartnerLrsApp.Build([.. settings, "--Urls=http://127.0.0.1:0"]), cancellationToken);
        await DemoRun.SeedAsync(server.App.Services, server.Address, output, cancellationToken);
        return (int)ExitCode.Ok;
    }
}
