using System.Globalization;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Testing;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>Pumps go in short steps and keep their places.</summary>
public sealed class PumpStepTests
{
    private const int Many = 700;

    [Theory, DatabaseData]
    public async Task A_directory_of_more_changes_than_a_page_is_carried_in_steps_that_a_restart_does_not_repeat(Dialect dialect)
    {
        await using var rig = await PumpRig.StartAsync(dialect);
        for (var i = 0; i < Many; i++)
        {
            rig.Log.Pass($"p{i:D3}", "sls", Given.At("2025-01-01"));
            rig.People.AddPerson($"p{i:D3}", "nordwind", Given.At("2024-01-01"));
        }

        Assert.True(await rig.DirectoryPump.CarryAsync());
        // The partner asks for everybody's facts, which each reads from the log once; who was replayed has read it twice.
        var first = rig.Log.Histories.Values.Count(times => times > 1);
        Assert.InRange(first, 1, Many - 1);
        Assert.Contains("\"seq\":250", await StateAsync(rig), StringComparison.Ordinal);
        rig.Log.Histories.Clear();
        await rig.RestartAsync();

        Assert.True(await rig.CarryDirectoryAsync() > 1);
        // The last of the first step may begin the second one: their affiliation comes after their registration.
        Assert.InRange(rig.Log.Histories.Count, Many - first, Many - first + 1);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\"seq\":{(2 * Many) + 1}"), await StateAsync(rig), StringComparison.Ordinal);
        Assert.Equal((long)Many, Convert.ToInt64(await rig.ScalarAsync("SELECT COUNT(*) FROM standing_awards"), CultureInfo.InvariantCulture));
        Assert.Equal(1, await rig.CarryDirectoryAsync());
    }

    [Theory, DatabaseData]
    public async Task A_policy_judges_everybody_in_steps_from_the_start_again_when_another_one_comes_meanwhile(Dialect dialect)
    {
        await using var rig = await PumpRig.StartAsync(dialect);
        for (var i = 0; i < Many; i++)
        {
            rig.Log.Pass($"p{i:D3}", "se", Given.At("2025-01-01"));
            rig.People.AddPerson($"p{i:D3}", "nordwind", Given.At("2024-01-01"));
        }

        await rig.CarryDirectoryAsync();
        await rig.CarryLogAsync();
        Assert.Equal(0L, await AwardsAsync(rig));
        rig.Policies.Publish(PumpRig.Policy("sls", "other"), Given.At("2020-02-01"));
        Assert.True(await rig.DirectoryPump.CarryAsync());
        Assert.Contains("\"judging\":{", await StateAsync(rig), StringComparison.Ordinal);
        // In the midst of it: a version that recognises what everybody has passed long ago.
        rig.Policies.Publish(PumpRig.Policy("sls", "se"), Given.At("2020-03-01"));
        await rig.CarryDirectoryAsync();
        Assert.Equal((long)Many, await AwardsAsync(rig));
        Assert.DoesNotContain("\"judging\"", await StateAsync(rig), StringComparison.Ordinal);
        Assert.Equal("silver", await rig.ScalarAsync("SELECT MAX(tier) FROM standing_gate_status"));
    }

    [Theory, DatabaseData]
    public async Task A_policy_that_is_published_while_a_long_log_is_carried_credits_what_was_passed_by_already(Dialect dialect)
    {
        await using var rig = await PumpRig.StartAsync(dialect);
        foreach (var person in new[] { "ada", "bruno" })
            rig.People.AddPerson(person, "nordwind", Given.At("2024-01-01"));
        await rig.CarryDirectoryAsync();
        for (var i = 0; i < Many; i++)
            rig.Log.Pass(i % 2 == 0 ? "ada" : "bruno", i < 10 || i > 600 ? "se" : "unknown", Given.At("2025-01-01").AddMinutes(i));
        Assert.True((await rig.LogPump.CarryAsync()).HasMore);
        rig.Policies.Publish(PumpRig.Policy("sls", "se"), Given.At("2020-02-01"));
        // Whichever of the two goes first.
        await Task.WhenAll(rig.CarryLogAsync(), rig.CarryDirectoryAsync());
        var fold = await rig.FoldAsync();
        Assert.Equal(2L, await AwardsAsync(rig));

        await rig.ExecuteAsync("DELETE FROM standing_awards");
        await rig.RestartAsync(() => rig.ExecuteAsync("DELETE FROM OrleansStorage"));
        await rig.CarryDirectoryAsync();
        await rig.CarryLogAsync();
        Assert.Equal(fold, await rig.FoldAsync());
    }

    [Fact]
    public void Pages_shrink_when_they_take_long_and_grow_when_they_do_not()
    {
        var pace = new Pace(2_000);
        Assert.Equal(250, pace.Size);
        pace.Took(TimeSpan.FromSeconds(1));
        pace.Took(TimeSpan.FromSeconds(3));
        Assert.Equal(500, pace.Size);
        for (var i = 0; i < 5; i++)
            pace.Took(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2_000, pace.Size);
        for (var i = 0; i < 9; i++)
            pace.Took(TimeSpan.FromSeconds(20));
        Assert.Equal(1, pace.Size);
        Assert.Equal(100, new Pace(100).Size);
    }

    private static async Task<long> AwardsAsync(PumpRig rig) => Convert.ToInt64(await rig.ScalarAsync("SELECT COUNT(*) FROM standing_awards"), CultureInfo.InvariantCulture);

    private static async Task<string> StateAsync(PumpRig rig)
    {
        var column = rig.Database.Database.Dialect == Dialect.Sqlite ? "CAST(PayloadBinary AS text)" : "convert_from(PayloadBinary, 'UTF8')";
        return (string)(await rig.ScalarAsync($"SELECT {column} FROM OrleansStorage WHERE GrainTypeString LIKE '%directory-pump%'"))!;
    }
}
