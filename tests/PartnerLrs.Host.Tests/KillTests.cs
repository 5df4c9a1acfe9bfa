using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>Law 1, on the real thing: the process is killed while many clients write, and nothing that was acknowledged is lost, twice, out of order, or without effect.</summary>
public sealed class KillTests
{
    private const int People = 60;
    private const int Clients = 6;

    [Theory, DatabaseData]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed(Dialect dialect)
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var port = ServerProcess.FreePort();
        var acknowledged = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        (string Key, string Secret) lms;
        using (var first = await ServerProcess.StartAsync(database.ConnectionString, port))
        {
            using var client = new ApiClient(ServerProcess.Url(port), ServerProcess.Key, ServerProcess.Secret);
            lms = await PrepareAsync(client);
            var writers = Enumerable.Range(0, Clients).Select(writer => Task.Run(() => WriteAsync(port, lms, writer, acknowledged))).ToList();
            while (acknowledged.Count < 60)
                await Task.Delay(5);
            first.Kill();
            await Task.WhenAll(writers);
        }

        // The second one is killed while it still folds what the first one left.
        using (var second = await ServerProcess.StartAsync(database.ConnectionString, port))
        {
            var writers = Enumerable.Range(Clients, Clients).Select(writer => Task.Run(() => WriteAsync(port, lms, writer, acknowledged))).ToList();
            await Task.Delay(300);
            second.Kill();
            await Task.WhenAll(writers);
        }

        using var third = await ServerProcess.StartAsync(database.ConnectionString, port);
        using var after = new ApiClient(ServerProcess.Url(port), ServerProcess.Key, ServerProcess.Secret);
        foreach (var id in acknowledged.Keys)
            Assert.Equal(id, (await after.GetAsync($"/xapi/statements?statementId={id}"))["id"]!.GetValue<string>());
        await AssertLogIsWholeAsync(database, acknowledged);

        // Every acknowledged pass has reached the gate: as many people hold the certification as passed, or more where the answer was lost on the way.
        var passed = acknowledged.Values.Distinct().Count();
        var answer = await after.UntilAsync(Story.Gate, a => a["reasons"]?[0]?["have"]?.GetValue<int>() >= passed && a["reflectsThrough"] is not null);
        Assert.True(answer["decision"]!.GetValue<bool>());
        Assert.DoesNotContain("fail:", third.Output, StringComparison.Ordinal);
    }

    private static async Task<(string Key, string Secret)> PrepareAsync(ApiClient client)
    {
        await client.PostAsync("/api/v1/program/versions", Story.Policy(Story.Course), HttpStatusCode.Created);
        await client.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "nordwind", ["name"] = "Nordwind" }, HttpStatusCode.Created);
        await client.PostAsync("/api/v1/people", new JsonArray([.. Enumerable.Range(0, People).Select(i => Story.Person($"p{i}", Mbox(i)))]));
        await client.PostAsync("/api/v1/affiliations", new JsonArray([.. Enumerable.Range(0, People).Select(i => Story.Affiliation($"p{i}"))]));
        var lms = await client.PostAsync("/api/v1/credentials", new JsonObject { ["name"] = "lms", ["scopes"] = new JsonArray("statements/write") }, HttpStatusCode.Created);
        return (lms["key"]!.GetValue<string>(), lms["secret"]!.GetValue<string>());
    }

    /// <summary>Posts passes, single and in batches, until the server is gone; notes what was acknowledged.</summary>
    private static async Task WriteAsync(int port, (string Key, string Secret) lms, int writer, ConcurrentDictionary<string, int> acknowledged)
    {
        using var client = new ApiClient(ServerProcess.Url(port), lms.Key, lms.Secret);
        for (var i = 0; i < 10_000; i++)
        {
            var people = Enumerable.Range(0, (i % 3) + 1).Select(k => ((writer * 7) + i + k) % People).ToList();
            var batch = people.ConvertAll(person => (Id: Story.NewId(), Person: person));
            try
            {
                await client.PostAsync("/xapi/statements", new JsonArray([.. batch.Select(b => Story.Passed(Mbox(b.Person), b.Id))]));
            }
            catch (HttpRequestException)
            {
                return;
            }

            foreach (var (id, person) in batch)
                acknowledged[id] = person;
        }
    }

    private static async Task AssertLogIsWholeAsync(TestDatabase database, ConcurrentDictionary<string, int> acknowledged)
    {
        await using var connection = await database.Database.OpenAsync();
        await using var select = connection.Command("SELECT seq, stored, id FROM lrs_statements ORDER BY seq");
        await using var rows = await select.ExecuteReaderAsync();
        var (seq, stored) = (0L, 0L);
        var ids = new List<string>();
        while (await rows.ReadAsync())
        {
            Assert.Equal(++seq, rows.GetInt64(0));
            Assert.True(rows.GetInt64(1) >= stored, $"stored goes backwards at {seq}");
            stored = rows.GetInt64(1);
            ids.Add(database.Database.ReadUuid(rows, 2)!.Value.ToString("D"));
        }

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(acknowledged.Keys.Except(ids, StringComparer.Ordinal));
    }

    private static string Mbox(int person) => $"mailto:p{person}@nordwind.example";
}
