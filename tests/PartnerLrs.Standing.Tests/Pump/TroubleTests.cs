using System.Globalization;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.SetAside;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Testing;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>Whatever goes wrong on the way, the same fold comes of the same log.</summary>
public sealed class TroubleTests
{
    private static readonly DateTime From = Given.At("2024-01-01");

    [Theory, DatabaseData]
    public async Task All_snapshots_are_deleted_while_the_silo_runs_and_while_it_does_not(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 40);
        await using var undisturbed = await StartAsync(dialect, 40);
        for (var i = 0; i < 40; i++)
        {
            Pass(rig, i);
            Pass(undisturbed, i);
            // Several times for each, so that revisions are ahead of those of the award rows.
            Pass(rig, i, day: 2);
            Pass(undisturbed, i, day: 2);
        }

        await rig.CarryLogAsync();
        await rig.ExecuteAsync("DELETE FROM OrleansStorage");
        for (var i = 20; i < 40; i++)
        {
            Pass(rig, i, "se");
            Pass(undisturbed, i, "se");
        }

        await UntilCarriedAsync(rig);
        await undisturbed.CarryLogAsync();
        Assert.Equal(await undisturbed.FoldAsync(), await rig.FoldAsync());

        await rig.RestartAsync(() => rig.ExecuteAsync("DELETE FROM OrleansStorage"));
        for (var i = 0; i < 20; i++)
        {
            Pass(rig, i, "se");
            Pass(undisturbed, i, "se");
        }

        await UntilCarriedAsync(rig);
        await undisturbed.CarryLogAsync();
        Assert.Equal(await undisturbed.FoldAsync(), await rig.FoldAsync());
        Assert.Empty(await rig.SetAsideAsync());
    }

    [Theory, DatabaseData]
    public async Task A_learner_whose_snapshot_is_gone_is_still_believed_by_the_partner_that_knew_a_later_revision(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 1);
        // Ten revisions, of which only the first changes an award's row.
        for (var day = 1; day <= 10; day++)
        {
            Pass(rig, 0, day: day);
            await rig.CarryLogAsync();
        }

        await rig.ExecuteAsync("DELETE FROM OrleansStorage");
        Pass(rig, 0, "se");
        await UntilCarriedAsync(rig);
        var partner = rig.Grains.GetGrain<Organisations.IPartnerGrain>("nordwind");
        var standing = await partner.StandingAsync(Given.At("2026-01-01"), null);
        Assert.Equal("gold", standing!.Partner.Tier);
    }

    [Theory, DatabaseData]
    public async Task The_silo_ends_between_the_learners_and_the_watermark(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 10);
        await using var undisturbed = await StartAsync(dialect, 10);
        for (var i = 0; i < 10; i++)
        {
            Pass(rig, i);
            Pass(undisturbed, i);
        }

        await undisturbed.CarryLogAsync();
        await rig.ExecuteAsync(Fault.Arm(dialect));
        await Assert.ThrowsAnyAsync<Exception>(() => rig.LogPump.CarryAsync());
        // The learners have taken the page, and the watermark knows nothing of it.
        Assert.Equal(await undisturbed.FoldAsync(), await rig.FoldAsync());
        Assert.Equal(0L, await CountAsync(rig, "SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString LIKE '%log-pump%'"));
        await rig.RestartAsync(() => rig.ExecuteAsync(Fault.Disarm(dialect)));
        Assert.Equal(1, await rig.CarryLogAsync());
        Assert.Equal(1L, await CountAsync(rig, "SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString LIKE '%log-pump%'"));
        Assert.Equal(await undisturbed.FoldAsync(), await rig.FoldAsync());
    }

    [Theory, DatabaseData]
    public async Task Poison_of_every_kind_is_set_aside_with_its_reason_and_everything_behind_it_folds(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 6);
        var seqs = Enumerable.Range(0, 6).Select(i => Pass(rig, i)).ToList();
        rig.Log.Unreadable.Add(seqs[1]);
        rig.Poison.Add(Given.Id((int)seqs[2]));
        rig.Log.Broken.Add(seqs[3]);
        await rig.CarryLogAsync();

        Assert.Equal([$"Statement {seqs[1]} of p001", $"Statement {seqs[2]} of p002", $"Statement {seqs[3]} of "], await rig.SetAsideAsync());
        var items = await rig.Aside.AllAsync(default);
        Assert.Equal((Given.Id((int)seqs[1]).ToString(), "not a statement"), (items[0].StatementId, items[0].Reason));
        Assert.Contains($"InvalidOperationException: no rule can take {Given.Id((int)seqs[2])}", items[1].Reason, StringComparison.Ordinal);
        Assert.Contains("3 bytes instead of 16", items[2].Reason, StringComparison.Ordinal);
        Assert.Equal(["p000", "p004", "p005"], await HoldersAsync(rig));

        // Nothing is lost: what comes later is folded, for the same people too.
        Pass(rig, 2, day: 9);
        await rig.CarryLogAsync();
        Assert.Equal(["p000", "p002", "p004", "p005"], await HoldersAsync(rig));

        // A later version can read it all; a start tries again.
        rig.Log.Unreadable.Clear();
        rig.Poison.Clear();
        rig.Log.Broken.Clear();
        await rig.RestartAsync();
        await Retry(rig).RunAsync();
        Assert.Empty(await rig.SetAsideAsync());
        Assert.Equal(["p000", "p001", "p002", "p003", "p004", "p005"], await HoldersAsync(rig));
        Assert.Equal(0L, await CountAsync(rig, "SELECT COUNT(*) FROM standing_set_aside"));
    }

    [Theory, DatabaseData]
    public async Task What_fails_again_when_it_is_tried_again_stays_set_aside_and_is_counted(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 3);
        var seqs = Enumerable.Range(0, 3).Select(i => Pass(rig, i)).ToList();
        rig.Log.Unreadable.Add(seqs[1]);
        await rig.CarryLogAsync();
        var before = Assert.Single(await rig.Aside.AllAsync(default));
        await rig.RestartAsync();
        await Retry(rig).RunAsync();
        var after = Assert.Single(await rig.Aside.AllAsync(default));
        Assert.True(after.Attempts > before.Attempts);
        Assert.Equal(before.FirstAt, after.FirstAt);
        // A rebuild comes to the same.
        await rig.RestartAsync(() => rig.ExecuteAsync("DELETE FROM OrleansStorage"));
        await rig.CarryLogAsync();
        Assert.Equal([$"Statement {seqs[1]} of p001"], await rig.SetAsideAsync());
        Assert.Equal(["p000", "p002"], await HoldersAsync(rig));
    }

    [Theory, DatabaseData]
    public async Task A_policy_under_which_a_rule_fails_on_what_was_folded_long_ago_sets_that_aside_and_the_next_one_brings_it_back(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 3);
        var seqs = Enumerable.Range(0, 3).Select(i => Pass(rig, i)).ToList();
        await rig.CarryLogAsync();
        Assert.Equal(3, (await HoldersAsync(rig)).Count);
        rig.Poison.Add(Given.Id((int)seqs[0]));
        rig.Policies.Publish(Policy(), Given.At("2020-02-01"));
        await rig.CarryDirectoryAsync();
        Assert.Equal([$"Statement {seqs[0]} of p000"], await rig.SetAsideAsync());
        Assert.Equal(["p001", "p002"], await HoldersAsync(rig));
        rig.Poison.Clear();
        rig.Policies.Publish(Policy(), Given.At("2020-03-01"));
        await rig.CarryDirectoryAsync();
        Assert.Empty(await rig.SetAsideAsync());
        Assert.Equal(["p000", "p001", "p002"], await HoldersAsync(rig));
    }

    [Theory, DatabaseData]
    public async Task While_the_database_is_away_the_pump_stands_still_and_sets_nothing_aside(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 3);
        for (var i = 0; i < 3; i++)
            Pass(rig, i);
        rig.Log.Away = true;
        await Assert.ThrowsAnyAsync<Exception>(() => rig.LogPump.CarryAsync());
        rig.Log.Away = false;
        Assert.Empty(await rig.SetAsideAsync());
        await rig.CarryLogAsync();
        Assert.Equal(3, (await HoldersAsync(rig)).Count);
    }

    [Theory, DatabaseData]
    public async Task A_learner_whose_news_cannot_be_kept_holds_up_nobody_else_and_catches_up_later(Dialect dialect)
    {
        await using var rig = await StartAsync(dialect, 3);
        for (var i = 0; i < 3; i++)
            Pass(rig, i);
        await rig.ExecuteAsync(Fault.ArmFor(dialect, "p001"));
        await rig.CarryLogAsync();
        Assert.Equal(["Learner p001 of p001"], await rig.SetAsideAsync());
        Assert.Equal(["p000", "p002"], await HoldersAsync(rig));
        await rig.ExecuteAsync(Fault.Disarm(dialect));
        await Retry(rig).RunAsync();
        Assert.Empty(await rig.SetAsideAsync());
        Assert.Equal(["p000", "p001", "p002"], await HoldersAsync(rig));
    }

    [Fact]
    public async Task What_fails_twice_and_then_succeeds_was_no_poison()
    {
        var times = 0;
        Assert.Empty(await Attempts.EachAsync(["a"], 1, _ => ++times < 3 ? throw new InvalidOperationException() : Task.CompletedTask, TimeProvider.System));
        Assert.Equal("a", Assert.Single(await Attempts.EachAsync(["a", "b"], 2, item => item == "a" ? throw new InvalidOperationException() : Task.CompletedTask, TimeProvider.System)).Item);
        await Assert.ThrowsAsync<IOException>(() => Attempts.EachAsync(["a"], 1, _ => throw new IOException(), TimeProvider.System));
    }

    private static SetAsideRetry Retry(PumpRig rig) => new(rig.Aside, rig.Grains);

    private static Program.Contracts.ProgramPolicy Policy()
    {
        var policy = PumpRig.Policy("sls", "se");
        return policy with { Tiers = [Given.Tier("silver", Given.Need(1, "SLS")), Given.Tier("gold", Given.Need(1, "SE"))] };
    }

    private static async Task<PumpRig> StartAsync(Dialect dialect, int people)
    {
        var rig = await PumpRig.StartAsync(dialect);
        rig.Policies.Publish(Policy(), Given.At("2020-01-02"));
        for (var i = 0; i < people; i++)
            rig.People.AddPerson($"p{i:D3}", "nordwind", From);
        await rig.CarryDirectoryAsync();
        return rig;
    }

    private static long Pass(PumpRig rig, int person, string course = "sls", int day = 1) => rig.Log.Pass($"p{person:D3}", course, new DateTime(2025, 1, day, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>As the server does it: a call that fails is made again.</summary>
    private static async Task UntilCarriedAsync(PumpRig rig)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await rig.CarryLogAsync();
                return;
            }
            catch (Exception) when (attempt < 5)
            {
                await Task.Delay(50);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> HoldersAsync(PumpRig rig)
    {
        await using var connection = await rig.Database.Database.OpenAsync();
        await using var select = connection.Command("SELECT DISTINCT person_id FROM standing_awards WHERE certification = 'SLS' AND revoked_at IS NULL ORDER BY person_id");
        await using var rows = await select.ExecuteReaderAsync();
        var holders = new List<string>();
        while (await rows.ReadAsync())
            holders.Add(rows.GetString(0));
        return holders;
    }

    private static async Task<long> CountAsync(PumpRig rig, string sql) => Convert.ToInt64(await rig.ScalarAsync(sql), CultureInfo.InvariantCulture);
}
