using System.Net;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

/// <summary>A gate whose knowledge lies too far behind the log answers as its policy declares.</summary>
public sealed class StaleTests
{
    [Theory, DatabaseData]
    public async Task While_the_pump_cannot_move_the_gate_answers_as_declared_and_afterwards_as_ever(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var policy = Story.Policy(Story.Course);
        policy["benefits"]![0]!["gate"]!["failMode"] = "closed";
        policy["benefits"]![0]!["gate"]!["staleAfter"] = "PT3S";
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        Assert.True((await story.Administrator.UntilAsync(Story.Gate, answer => answer["policyVersion"]!.GetValue<int>() == 2))["decision"]!.GetValue<bool>());

        await ExecuteAsync(server, Fault.ArmAway(dialect));
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var stale = await story.DeniedAsync();
        Assert.Equal(("STALE_DATA", stale["asOf"]!.GetValue<string>()), (stale["reasons"]![0]!["code"]!.GetValue<string>(), stale["validUntil"]!.GetValue<string>()));
        Assert.Equal(stale.ToJsonString(), (await story.Administrator.GetAsync($"/api/v1/decisions/{stale["decisionId"]!.GetValue<string>()}")).ToJsonString());

        await ExecuteAsync(server, Fault.Disarm(dialect));
        var fresh = await story.AllowedAsync();
        Assert.DoesNotContain("STALE_DATA", fresh.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(TestServer server, string sql)
    {
        await using var connection = await server.Database.Database.OpenAsync();
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }
}
