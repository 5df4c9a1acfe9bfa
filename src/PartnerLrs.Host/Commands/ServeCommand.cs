using PartnerLrs.Host.Demo;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Host.Commands;

/// <summary><c>serve</c>: runs until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] settings, bool demo, TextWriter output, CancellationToken cancellationToken)
    {
        await using var server = await Server.StartAsync(PartnerLrsApp.Build(settings), cancellationToken);
        var services = server.App.Services;
        var administrator = await FirstStart.EnsureAdministratorAsync(services.GetRequiredService<CredentialStore>(), cancellationToken);
        await output.WriteLineAsync($"""

            PartnerLrs listens on {server.Address}
              database   {services.GetRequiredService<Database>().Dialect} at {services.GetRequiredService<Database>().Location}
              xAPI       {server.Address}/xapi/
              gates      {server.Address}/api/v1/gates/{"{gate}"}/partners/{"{ref}"}
              feeds      {server.Address}/odata
              API        {server.Address}/swagger
            """);
        if (administrator is not null)
        {
            await output.WriteLineAsync($"""

                Administrator, shown this once:
                  key        {administrator.Credential.Key}
                  secret     {administrator.Secret}
                """);
        }

        if (demo)
            await DemoRun.RunAsync(services, server.Address, output, cancellationToken);
        await output.WriteLineAsync("\nCtrl+C stops it.");
        await output.FlushAsync(cancellationToken);
        await server.App.WaitForShutdownAsync(cancellationToken);
        return (int)ExitCode.Ok;
    }
}
