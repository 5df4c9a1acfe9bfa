using System.Text.Json.Nodes;
using PartnerLrs.Host.Commands;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary><c>rebuild</c> and <c>import deals</c>.</summary>
public sealed class RebuildTests
{
    [Theory, DatabaseData]
    public async Task Every_grains_state_is_dropped_and_the_log_makes_the_same_again(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var awards = (await story.Administrator.GetAsync("/api/v1/awards")).ToJsonString();
        var status = Facts(await story.Administrator.GetAsync("/odata/GateStatus"));
        Assert.Equal(ExitCode.Storage, (await RunAsync(server, "rebuild")).Code);

        await server.RestartAsync(async () =>
        {
            // A snapshot that lies: what the log says must come out all the same.
            await using (var connection = await server.Database.Database.OpenAsync())
            {
                await using var forget = connection.Command("DELETE FROM standing_awards");
                await forget.ExecuteNonQueryAsync();
            }

            var (code, output) = await RunAsync(server, "rebuild");
            Assert.Equal(ExitCode.Ok, code);
            Assert.Contains("snapshots dropped: done", output, StringComparison.Ordinal);
            Assert.Contains("Statements to learners and partners: done", output, StringComparison.Ordinal);
        });
        using var later = await server.AdministratorAsync();
        Assert.Equal(awards, (await later.GetAsync("/api/v1/awards")).ToJsonString());
        Assert.Equal(status, Facts(await later.GetAsync("/odata/GateStatus")));
        Assert.True((await later.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());

        static string Facts(JsonNode feed) => string.Join('\n', feed["value"]!.AsArray().Select(row => $"{row!["Id"]} {row["Allowed"]} {row["Tier"]} {row["ValidUntil"]}"));
    }

    [Theory, DatabaseData]
    public async Task Deals_are_imported_from_lines_and_from_an_array_whether_or_not_a_server_runs(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            const string good = """{"source":"crm","externalId":"1","partner":"crm:nordwind","status":"submitted","submittedAt":"2026-02-01T00:00:00Z"}""";
            const string bad = """{"source":"crm","externalId":"2","partner":"crm:nobody","status":"submitted","submittedAt":"2026-02-01T00:00:00Z"}""";
            await File.WriteAllTextAsync(file, $"\uFEFF{good}\n\n{bad}\n{{\n{good.Replace("\"1\"", "\"3\"", StringComparison.Ordinal)}");
            var (code, output) = await RunAsync(server, "import", "deals", file, "--dry-run");
            Assert.Equal(ExitCode.InvalidInput, code);
            Assert.Contains("Would be: 2 created, 0 updated, 0 unchanged, 2 refused.", output, StringComparison.Ordinal);
            Assert.Empty((await story.Administrator.GetAsync("/api/v1/deals"))["items"]!.AsArray());
            (code, output) = await RunAsync(server, "import", "deals", file);
            Assert.Equal(ExitCode.InvalidInput, code);
            Assert.Contains("row 3/partner: partner: no partner is named 'crm:nobody'. [unknown-partner]", output, StringComparison.Ordinal);
            Assert.Contains("row 4: The line is not JSON", output, StringComparison.Ordinal);
            Assert.Equal(2, (await story.Administrator.GetAsync("/api/v1/deals"))["items"]!.AsArray().Count);

            await File.WriteAllTextAsync(file, $"[\n{good},\n{string.Join(",\n", Enumerable.Range(10, 1200).Select(i => good.Replace("\"1\"", $"\"{i}\"", StringComparison.Ordinal)))}\n]");
            (code, output) = await RunAsync(server, "import", "deals", file);
            Assert.Equal((ExitCode.Ok, true), (code, output.Contains("1200 created, 0 updated, 1 unchanged, 0 refused.", StringComparison.Ordinal)));

            await File.WriteAllTextAsync(file, "[{},");
            (code, output) = await RunAsync(server, "import", "deals", file);
            Assert.Equal((ExitCode.InvalidInput, true), (code, output.Contains("no JSON array", StringComparison.Ordinal)));
            await File.WriteAllBytesAsync(file, [0xFF, 0xFE, 0xFD]);
            Assert.Equal(ExitCode.InvalidInput, (await RunAsync(server, "import", "deals", file)).Code);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal(ExitCode.InvalidInput, (await RunAsync(server, "import", "deals", file)).Code);
    }

    private static async Task<(ExitCode Code, string Output)> RunAsync(TestServer server, params string[] arguments)
    {
        await using var output = new StringWriter();
        var code = await CommandLine.RunAsync([.. arguments, $"--ConnectionStrings:PartnerLrs={server.Database.ConnectionString}", $"--Receipts:KeyFile={server.ReceiptKeyFile}"], output, output);
        return ((ExitCode)code, output.ToString());
    }
}
