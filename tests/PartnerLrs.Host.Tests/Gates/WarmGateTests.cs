using System.Text.Json.Nodes;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

/// <summary>Gate answers stay in memory: whoever asks again causes no read.</summary>
public sealed class WarmGateTests
{
    private const int Times = 200;

    private static readonly string[] Recording =
    [
        "INSERT INTO standing_decisions (", "COPY standing_decisions (", "INSERT INTO standing_answers (", "COPY standing_answers (", "BEGIN", "COMMIT", "PRAGMA",
    ];

    public static TheoryData<Dialect, string, bool> Questions
    {
        get
        {
            var data = new TheoryData<Dialect, string, bool>();
            foreach (var dialect in TestDatabase.PostgresServer is null && Environment.GetEnvironmentVariable("CI") != "true" ? [Dialect.Sqlite] : new[] { Dialect.Sqlite, Dialect.Postgres })
            {
                data.Add(dialect, Story.Gate, false);
                data.Add(dialect, $"{Story.Gate}?registrant=hr:ada&amount=1000&currency=USD", false);
                // Worked out anew each time, from memory.
                data.Add(dialect, $"{Story.Gate}?asOf=2026-01-01T00:00:00Z", false);
                data.Add(dialect, "/api/v1/gates/deal-registration/checks", true);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Questions))]
    public async Task A_check_that_was_asked_before_reads_no_database_and_writes_only_its_record(Dialect dialect, string path, bool inBulk)
    {
        var database = await TestDatabase.CreateAsync(dialect);
        using var counter = CommandCounter.For(database);
        await using var server = await TestServer.StartAsync(database);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        for (var i = 0; i < 5; i++)
            await AskAsync();

        counter.Clear();
        for (var i = 0; i < Times; i++)
            await AskAsync();
        var commands = counter.Commands;

        // Pumps look into the database once a second beside it; what a check did would be there for each check.
        var often = commands.Where(command => command.Value > Times / 4).Select(command => command.Key).ToList();
        Assert.NotEmpty(often);
        Assert.All(often, command => Assert.True(IsRecording(command), $"{commands[command]} times: {command}"));
        Assert.Contains(often, command => command.Contains(" standing_decisions (", StringComparison.Ordinal));
        var reads = commands.Where(command => !IsRecording(command.Key)).Sum(command => command.Value);
        Assert.True(reads < Times, $"{reads} other commands in {Times} checks:\n{string.Join('\n', commands.OrderByDescending(command => command.Value).Select(command => $"{command.Value} × {command.Key}"))}");

        async Task AskAsync()
        {
            if (inBulk)
                await story.Administrator.PostAsync(path, new JsonObject { ["checks"] = new JsonArray(new JsonObject { ["partner"] = "crm:nordwind" }) });
            else
                await story.Administrator.GetAsync(path);
        }
    }

    private static bool IsRecording(string command) => Recording.Any(beginning => command.StartsWith(beginning, StringComparison.Ordinal));
}
