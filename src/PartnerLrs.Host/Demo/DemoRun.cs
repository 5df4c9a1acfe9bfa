using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Demo;

/// <summary>Loads the demo programme through the public interfaces, once, and prints the commands that tell its story.</summary>
internal static class DemoRun
{
    private const string Prm = "prm";
    private const int BatchSize = 200;
    private static readonly string[] LmsScopes = [Scopes.StatementsWrite, Scopes.StatementsReadMine];

    /// <summary>Loads the world if need be and prints the story.</summary>
    public static async Task RunAsync(IServiceProvider services, string address, TextWriter output, CancellationToken cancellationToken)
    {
        await using var session = await SeedingSession.OpenAsync(services, address, cancellationToken);
        await SeedAsync(session, output, cancellationToken);
        var academy = await session.CredentialAsync(DemoWorld.AcademyLms, LmsScopes, null, cancellationToken);
        var prm = await session.CredentialAsync(Prm, [Scopes.GatesCheck, Scopes.GatesCheckNames], null, cancellationToken);
        foreach (var partner in DemoWorld.OneShort)
        {
            var gate = $"/api/v1/gates/deal-registration/partners/crm:{partner}";
            if (await session.Client.GetAsync(gate, cancellationToken) is { } answer && !answer["decision"]!.GetValue<bool>())
            {
                await output.WriteLineAsync($$"""

                    The demo programme is loaded. Try this in another terminal:

                    1. May {{partner}} register a deal? No, and the answer says why:

                    curl -s -u {{prm.Key}}:{{prm.Secret}} {{address}}{{gate}}

                    2. Its salesperson passes the sales course; the LMS says so with one statement:

                    curl -s -u {{academy.Key}}:{{academy.Secret}} -H 'X-Experience-API-Version: 2.0.0' -H 'Content-Type: application/json' -d '{{DemoWorld.StoryStatement(partner).ToJsonString()}}' {{address}}/xapi/statements

                    3. Ask again. Now it may:

                    curl -s -u {{prm.Key}}:{{prm.Secret}} {{address}}{{gate}}

                    These two credentials have new secrets at every start with --demo.
                    """);
                return;
            }
        }

        await output.WriteLineAsync("\nThe demo programme is loaded, and every partner of its story has been helped through the gate. Start with an empty database to see it again.");
    }

    /// <summary>Loads the world if need be.</summary>
    public static async Task SeedAsync(IServiceProvider services, string address, TextWriter output, CancellationToken cancellationToken)
    {
        await using var session = await SeedingSession.OpenAsync(services, address, cancellationToken);
        await SeedAsync(session, output, cancellationToken);
    }

    private static async Task SeedAsync(SeedingSession session, TextWriter output, CancellationToken cancellationToken)
    {
        // A world that was begun goes on from its own anchor, which the policy's effective instant tells.
        var program = await session.Client.GetAsync("/api/v1/program", cancellationToken);
        var anchor = program is null ? session.Today : Anchor(program);
        var world = DemoWorld.Create(anchor);
        if (program is not null && await session.Client.GetAsync($"/xapi/statements?statementId={world.Statements[^1].Json["id"]!.GetValue<string>()}", cancellationToken) is not null)
            return;

        await output.WriteLineAsync("\nLoading the demo programme");
        var last = DateTime.MinValue;
        await new DemoProgress(output).RunAsync(
        [
            ("Programme", async _ => await session.PublishAsync(anchor.AddMonths(-24), cancellationToken)),
            ($"{world.Partners.Count} partners", async _ => await session.UpsertAsync("/api/v1/partners", world.Partners, cancellationToken)),
            ($"{world.People.Count} people", async _ => await session.UpsertAsync("/api/v1/people", world.People, cancellationToken)),
            ($"{world.Affiliations.Count} affiliations", async _ => await session.UpsertAsync("/api/v1/affiliations", world.Affiliations, cancellationToken)),
            ($"{world.Deals.Count} deals", async _ => await session.UpsertAsync("/api/v1/deals", world.Deals, cancellationToken)),
            ($"{world.Statements.Count} statements", async report => last = await SendAsync(session, world, report, cancellationToken)),
            ("Awards and tiers", async _ => await session.WaitForFoldAsync(last, cancellationToken)),
        ]);
    }

    private static DateTime Anchor(JsonNode program) =>
        Timestamps.TryParseRfc3339(program["effectiveAt"]!.GetValue<string>(), out var effective)
            ? effective.AddMonths(24)
            : throw new StartupException(ExitCode.Unexpected, "The published programme has no effective instant.");

    /// <summary>Sends every LMS's statements with its own credential, in batches, the oldest first.</summary>
    private static async Task<DateTime> SendAsync(SeedingSession session, DemoWorld world, Action<double> report, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var lms in world.Statements.Select(statement => statement.Lms).Distinct(StringComparer.Ordinal))
        {
            var partner = lms == DemoWorld.Forger
                ? (await session.Client.GetAsync("/api/v1/partners/crm:quarrytech", cancellationToken))!["id"]!.GetValue<string>()
                : null;
            using var client = session.ClientFor(await session.CredentialAsync(lms, LmsScopes, partner, cancellationToken));
            foreach (var batch in world.Statements.Where(statement => statement.Lms == lms).Chunk(BatchSize))
            {
                if (await client.PostAsync("/xapi/statements", new JsonArray([.. batch.Select(statement => statement.Json.DeepClone())]), cancellationToken) is null)
                    throw new StartupException(ExitCode.Unexpected, "The database holds other statements under the demo's ids; use an empty database.");
                report((double)(sent += batch.Length) / world.Statements.Count);
            }
        }

        return session.Now;
    }
}
