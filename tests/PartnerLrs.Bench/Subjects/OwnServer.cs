using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerLrs.Bench.Subjects;

/// <summary>A server of ours in a process of its own, on a database that the tool made.</summary>
internal sealed class OwnServer : ILrs
{
    private const string Assembly = "PartnerLrs.Host.dll";
    private const string AdministratorKey = "bench-administrator";
    private const string AdministratorSecret = "administers the benchmark's server";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, Credential> credentials = new(StringComparer.Ordinal);
    private readonly bool ownsDatabase;

    private OwnServer(IBenchDatabase database, bool ownsDatabase, ChildProcess process, Uri root, string version)
    {
        this.ownsDatabase = ownsDatabase;
        (Database, Process, Root, Version) = (database, process, root, version);
        Name = $"partnerlrs-{(database.Kind == DatabaseKind.Postgres ? "postgres" : "sqlite")}";
        Endpoint = new Uri(root, "xapi/");
    }

    public string Name { get; }

    public Uri Endpoint { get; }

    /// <summary>The server's address.</summary>
    public Uri Root { get; }

    public Credential Credential { get; private set; } = new("", "");

    public string Version { get; }

    public ChildProcess Process { get; }

    public IBenchDatabase Database { get; }

    /// <summary>How long it took from the start of the process until it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    ChildProcess? ILrs.Process => Process;

    IBenchDatabase? ILrs.Database => Database;

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="ownsDatabase">Whether the database goes when the server does.</param>
    /// <param name="version">The xAPI version that is spoken.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<OwnServer> StartAsync(IBenchDatabase database, bool ownsDatabase, string version, CancellationToken cancellationToken)
    {
        var root = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        var started = TimeProvider.System.GetTimestamp();
        var process = ChildProcess.Start(Assembly, ["serve", $"--Urls={root}"], EnvironmentFor(database));
        var server = new OwnServer(database, ownsDatabase, process, root, version);
        try
        {
            await server.WaitAsync(started, cancellationToken);
            server.Credential = await server.CredentialAsync("bench", ["all"], cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings a database's schema to this version.</summary>
    public static Task MigrateAsync(IBenchDatabase database, CancellationToken cancellationToken) => ChildProcess.RunAsync(Assembly, ["migrate"], EnvironmentFor(database), cancellationToken);

    /// <summary>Loads the demo programme.</summary>
    public static Task SeedDemoAsync(IBenchDatabase database, CancellationToken cancellationToken) => ChildProcess.RunAsync(Assembly, ["seed", "demo"], EnvironmentFor(database), cancellationToken);

    /// <summary>A credential by name: made where there is none, and with a new secret the first time that it is asked for.</summary>
    public async Task<Credential> CredentialAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        if (credentials.TryGetValue(name, out var issued))
            return issued;
        using var http = new HttpClient { BaseAddress = Root };
        http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(new Credential(AdministratorKey, AdministratorSecret).Header);
        var body = new JsonObject { ["name"] = name, ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]) };
        var (status, answer) = await SendAsync(http, HttpMethod.Post, "api/v1/credentials", body, cancellationToken);
        // The administrator is made after the server is ready; it takes a moment.
        for (var wait = 50; status == 401 && wait < 2_000; wait *= 2)
        {
            await Task.Delay(wait, cancellationToken);
            (status, answer) = await SendAsync(http, HttpMethod.Post, "api/v1/credentials", body, cancellationToken);
        }

        if (status == 409)
        {
            (_, var all) = await SendAsync(http, HttpMethod.Get, "api/v1/credentials", null, cancellationToken);
            var id = all!.AsArray().First(c => c!["name"]!.GetValue<string>() == name && c["revokedAt"] is null)!["id"]!.GetValue<string>();
            (status, answer) = await SendAsync(http, HttpMethod.Post, $"api/v1/credentials/{id}/secret", null, cancellationToken);
        }

        return status is 200 or 201
            ? credentials[name] = new Credential(answer!["key"]!.GetValue<string>(), answer["secret"]!.GetValue<string>(), answer["id"]!.GetValue<string>())
            : throw new BenchException($"No credential '{name}': {status} {answer?.ToJsonString()}\n{Process.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (ownsDatabase)
            await Database.DisposeAsync();
    }

    private static Dictionary<string, string> EnvironmentFor(IBenchDatabase database) => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__PartnerLrs"] = database.ConnectionString,
        ["PARTNERLRS_ADMIN_KEY"] = AdministratorKey,
        ["PARTNERLRS_ADMIN_SECRET"] = AdministratorSecret,
    };

    private static async Task<(int Status, JsonNode? Answer)> SendAsync(HttpClient http, HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (method == HttpMethod.Post)
            request.Content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private async Task WaitAsync(long started, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Root };
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
                if (response.IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            var waited = TimeProvider.System.GetElapsedTime(started);
            if (Process.HasExited || waited > Patience)
                throw new BenchException($"The server was not ready after {waited.TotalSeconds:F0} s:\n{Process.Output}");
            await Task.Delay(Interval, cancellationToken);
        }

        ReadyAfter = TimeProvider.System.GetElapsedTime(started);
    }
}
