using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>The whole server in trouble: it goes on by itself, and the fold comes to the same.</summary>
public sealed class TroubleTests
{
    private const int People = 20;

    [Theory, DatabaseData]
    public async Task A_process_that_is_killed_between_the_learners_and_the_watermark_folds_the_page_again_to_the_same(Dialect dialect)
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var port = ServerProcess.FreePort();
        string before;
        using (var first = await ServerProcess.StartAsync(database.ConnectionString, port))
        {
            using var client = new ApiClient(ServerProcess.Url(port), ServerProcess.Key, ServerProcess.Secret);
            using var lms = await PrepareAsync(client, ServerProcess.Url(port));
            await ExecuteAsync(database.Database, Fault.Arm(dialect));
            await lms.PostAsync("/xapi/statements", new JsonArray([.. Enumerable.Range(0, People).Select(i => Story.Passed(Mbox(i)))]));
            // All have taken it, and the watermark cannot be written: the instant at which a process is hardly ever caught.
            await client.UntilAsync(Story.Gate, HaveAll);
            Assert.Equal(0L, await CountAsync(database.Database, "SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString LIKE '%log-pump%'"));
            first.Kill();
            before = await AwardsAsync(database.Database);
        }

        await ExecuteAsync(database.Database, Fault.Disarm(dialect));
        using var second = await ServerProcess.StartAsync(database.ConnectionString, port);
        using var after = new ApiClient(ServerProcess.Url(port), ServerProcess.Key, ServerProcess.Secret);
        await after.UntilAsync(Story.Gate, answer => HaveAll(answer) && answer["reflectsThrough"] is not null);
        Assert.Equal(1L, await CountAsync(database.Database, "SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString LIKE '%log-pump%'"));
        Assert.Equal(before, await AwardsAsync(database.Database));
        Assert.DoesNotContain("fail:", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_crashes_under_load_and_comes_back_and_the_server_goes_on_by_itself_and_keeps_its_right_to_serve()
    {
        if (PostgresCluster.Programs is null && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("PostgreSQL is not installed here.");
        using var cluster = PostgresCluster.Start();
        var keyFile = Path.GetTempFileName();
        File.Delete(keyFile);
        await using var server = await Server.StartAsync(
            PartnerLrsApp.Build("--Urls=http://127.0.0.1:0", $"--ConnectionStrings:PartnerLrs={cluster.ConnectionString}", $"--Receipts:KeyFile={keyFile}"), default);
        var issued = (await server.App.Services.GetRequiredService<CredentialStore>().AddAsync("administrator", [Scopes.Admin, Scopes.All], null, null, null, default)).Value;
        using var client = new ApiClient(server.Address, issued.Credential.Key, issued.Secret);
        using var lms = await PrepareAsync(client, server.Address);

        using var over = new CancellationTokenSource();
        var acknowledged = 0;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                // What is in doubt is sent again, under the same id, until it is acknowledged (rule 10).
                var statement = Story.Passed(Mbox((writer + (4 * i)) % People)).ToJsonString();
                while (!await AcknowledgedAsync(lms, statement))
                    await Task.Delay(50);
                Interlocked.Increment(ref acknowledged);
            }
        })).ToList();
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref acknowledged) > 40));
        cluster.Crash();
        await Task.Delay(1500);
        cluster.StartAgain();
        var then = Volatile.Read(ref acknowledged);
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref acknowledged) > then + 100));
        await over.CancelAsync();
        await Task.WhenAll(writers);

        var head = await CountAsync(server.App.Services.GetRequiredService<Database>(), "SELECT MAX(seq) FROM lrs_statements");
        Assert.Equal(acknowledged, head);
        await client.UntilAsync(Story.Gate, HaveAll);
        await UntilAsync(async () => await WatermarkAsync(server.App.Services.GetRequiredService<Database>()) == head);
        Assert.Empty((await client.GetAsync("/api/v1/set-aside"))["items"]!.AsArray());
        await client.UntilAsync("/health/ready", health => health["status"]!.GetValue<string>() == "Healthy");

        // The right to serve went with the connection that held it, and was taken again.
        await using var another = Database.FromConnectionString(cluster.ConnectionString);
        await UntilAsync(async () => await CountAsync(another, "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_backend_pid() AND ((classid::bigint << 32) | objid::bigint) = 22601914605851222") == 1);
        var refused = await Assert.ThrowsAsync<StartupException>(() => SingleProcess.TakeAsync(another, TimeProvider.System, default));
        Assert.Contains("Another process serves", refused.Message, StringComparison.Ordinal);
        File.Delete(keyFile);
    }

    [Theory, DatabaseData]
    public async Task A_damaged_row_is_set_aside_for_all_to_see_and_everything_behind_it_counts(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        var damaged = Story.NewId();
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example", damaged));
        await story.AllowedAsync();
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:bruno@nordwind.example"));
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["reasons"]![0]!["have"]!.GetValue<int>() == 2);
        await server.RestartAsync(async () =>
        {
            await using var connection = await server.Database.Database.OpenAsync();
            await using (var damage = connection.Command("UPDATE lrs_statements SET body = @body WHERE seq = 1", null, ("body", "no statement"u8.ToArray())))
                Assert.Equal(1, await damage.ExecuteNonQueryAsync());
            await GrainSnapshots.ForgetAsync(server.Database.Database, default);
        });

        using var later = await server.AdministratorAsync();
        var listed = await later.UntilAsync("/api/v1/set-aside", list => list["items"]!.AsArray().Count > 0);
        var item = Assert.Single(listed["items"]!.AsArray())!;
        Assert.Equal(("statement", "1", damaged), (item["kind"]!.GetValue<string>(), item["key"]!.GetValue<string>(), item["statement"]!.GetValue<string>()));
        Assert.NotEmpty(item["reason"]!.GetValue<string>());
        var health = await later.GetAsync("/health/ready");
        Assert.Equal("Degraded", health["status"]!.GetValue<string>());
        Assert.Contains("Set aside: 1", health["checks"]!["fold"]!.GetValue<string>(), StringComparison.Ordinal);
        var answer = await later.UntilAsync(Story.Gate, reply => reply["reflectsThrough"] is not null && reply["reasons"]![0]!["have"]!.GetValue<int>() == 1);
        Assert.True(answer["decision"]!.GetValue<bool>());
        await later.GetAsync("/api/v1/set-aside?page=2", HttpStatusCode.BadRequest);
        using var bound = await server.ClientAsync("bound", (await later.GetAsync("/api/v1/partners/crm:nordwind"))["id"]!.GetValue<string>(), Scopes.Admin);
        await bound.GetAsync("/api/v1/set-aside", HttpStatusCode.Forbidden);
    }

    private static bool HaveAll(JsonNode answer) => answer["reasons"]?[0]?["have"]?.GetValue<int>() == People;

    private static string Mbox(int person) => $"mailto:p{person}@nordwind.example";

    private static async Task<bool> AcknowledgedAsync(ApiClient lms, string statement)
    {
        try
        {
            using var content = new StringContent(statement, System.Text.Encoding.UTF8, "application/json");
            using var response = await lms.Http.PostAsync(new Uri("/xapi/statements", UriKind.Relative), content);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<ApiClient> PrepareAsync(ApiClient client, string address)
    {
        await client.PostAsync("/api/v1/program/versions", Story.Policy(Story.Course), HttpStatusCode.Created);
        await client.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "nordwind", ["name"] = "Nordwind" }, HttpStatusCode.Created);
        await client.PostAsync("/api/v1/people", new JsonArray([.. Enumerable.Range(0, People).Select(i => Story.Person($"p{i}", Mbox(i)))]));
        await client.PostAsync("/api/v1/affiliations", new JsonArray([.. Enumerable.Range(0, People).Select(i => Story.Affiliation($"p{i}"))]));
        var lms = await client.PostAsync("/api/v1/credentials", new JsonObject { ["name"] = "lms", ["scopes"] = new JsonArray("statements/write") }, HttpStatusCode.Created);
        return new ApiClient(address, lms["key"]!.GetValue<string>(), lms["secret"]!.GetValue<string>());
    }

    private static async Task UntilAsync(Func<Task<bool>> satisfied)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await satisfied())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "Nothing more happens.");
            await Task.Delay(20);
        }
    }

    private static async Task<long> WatermarkAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        await using var select = connection.Command("SELECT convert_from(PayloadBinary, 'UTF8') FROM OrleansStorage WHERE GrainTypeString LIKE '%log-pump%'");
        return await select.ExecuteScalarAsync() is string state ? JsonNode.Parse(state)!["seq"]!.GetValue<long>() : 0;
    }

    private static async Task ExecuteAsync(Database database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(Database database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.Command(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<string> AwardsAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        await using var select = connection.Command("SELECT a.id, a.person_id, a.earned_at, a.known_at, a.expires_at, a.modified_at, l.revision FROM standing_awards a JOIN standing_learners l ON l.person_id = a.person_id ORDER BY a.id");
        await using var rows = await select.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        Assert.Equal(People, lines.Count);
        return string.Join('\n', lines);
    }
}
