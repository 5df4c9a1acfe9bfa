using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Demo;

/// <summary>The demo's way in: a credential that administers for as long as the demo is loaded, and is revoked then.</summary>
internal sealed class SeedingSession : IAsyncDisposable
{
    private const int RowsAtOnce = 500;
    private const string SomePartner = "/api/v1/gates/deal-registration/partners/crm:driftwood";
    private readonly CredentialStore credentials;
    private readonly TimeProvider clock;
    private readonly string address;
    private readonly IssuedCredential own;

    private SeedingSession(CredentialStore credentials, TimeProvider clock, string address, IssuedCredential own)
    {
        (this.credentials, this.clock, this.address, this.own) = (credentials, clock, address, own);
        Client = new DemoClient(address, own.Credential.Key, own.Secret);
    }

    /// <summary>Speaks with every right.</summary>
    public DemoClient Client { get; }

    /// <summary>Now.</summary>
    public DateTime Now => clock.UtcNow();

    /// <summary>The start of today (UTC).</summary>
    public DateTime Today => Now.Date;

    public static async Task<SeedingSession> OpenAsync(IServiceProvider services, string address, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<CredentialStore>();
        var name = $"demo-loader-{services.GetRequiredService<IdFactory>().NewId()}";
        var issued = (await store.AddAsync(name, [Scopes.Admin, Scopes.All], null, null, null, cancellationToken)).Value;
        return new SeedingSession(store, services.GetRequiredService<TimeProvider>(), address, issued);
    }

    /// <summary>A credential by name, with a new secret; made where there is none.</summary>
    public async Task<DemoCredential> CredentialAsync(string name, IReadOnlyList<string> scopes, string? partnerId, CancellationToken cancellationToken)
    {
        var added = await Client.PostAsync(
            "/api/v1/credentials",
            new JsonObject { ["name"] = name, ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]), ["partnerId"] = partnerId },
            cancellationToken);
        if (added is null)
        {
            var there = (await Client.GetAsync("/api/v1/credentials", cancellationToken))!.AsArray()
                .First(c => c!["name"]!.GetValue<string>() == name && c["revokedAt"] is null)!;
            added = await Client.PostAsync($"/api/v1/credentials/{there["id"]!.GetValue<string>()}/secret", null, cancellationToken);
        }

        return new DemoCredential(added!["key"]!.GetValue<string>(), added["secret"]!.GetValue<string>());
    }

    /// <summary>A client with a credential.</summary>
    public DemoClient ClientFor(DemoCredential credential) => new(address, credential.Key, credential.Secret);

    /// <summary>Publishes the demo's policy, unless one is published.</summary>
    public async Task PublishAsync(DateTime effective, CancellationToken cancellationToken)
    {
        if (await Client.GetAsync("/api/v1/program", cancellationToken) is not null)
            return;
        await using var document = typeof(SeedingSession).Assembly.GetManifestResourceStream("atlas-program.json")!;
        await Client.PostAsync($"/api/v1/program/versions?effective={Uri.EscapeDataString(Timestamps.ToRfc3339(effective))}", await JsonNode.ParseAsync(document, cancellationToken: cancellationToken), cancellationToken);
    }

    /// <summary>Upserts rows in bulk; every one must be taken.</summary>
    public async Task UpsertAsync(string path, JsonArray rows, CancellationToken cancellationToken)
    {
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            var outcome = await Client.PostAsync(path, new JsonArray([.. some.Select(row => row!.DeepClone())]), cancellationToken);
            if (outcome is null || outcome["failed"]!.GetValue<int>() > 0)
                throw new StartupException(ExitCode.Unexpected, $"Loading the demo failed at {path}: {outcome?.ToJsonString()}");
        }
    }

    /// <summary>Waits until gate answers reflect everything that was sent.</summary>
    public async Task WaitForFoldAsync(DateTime through, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await Client.GetAsync(SomePartner, cancellationToken);
            if (answer?["reflectsThrough"]?.GetValue<string>() is { } text && Timestamps.TryParseRfc3339(text, out var reflects) && reflects >= through)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await credentials.RevokeAsync(own.Credential.Id, CancellationToken.None);
    }
}

/// <summary>A key and its secret.</summary>
internal sealed record DemoCredential(string Key, string Secret);
