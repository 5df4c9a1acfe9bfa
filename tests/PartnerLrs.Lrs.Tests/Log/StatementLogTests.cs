using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Tests.Log;

public sealed class StatementLogTests
{
    [Theory, DatabaseData]
    public async Task The_head_follows_the_log(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var empty = await server.Log.HeadAsync(default);
        Assert.Equal((0, (DateTime?)null), (empty.Seq, empty.Stored));
        var lrs = await server.AllAsync();
        await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement(), Make.Statement()]));
        var head = await server.Log.HeadAsync(default);
        Assert.Equal(3, head.Seq);
        Assert.True(head.Stored > empty.ConsistentThrough);
        Assert.True(head.ConsistentThrough >= head.Stored);
    }

    [Theory, DatabaseData]
    public async Task What_is_not_on_disk_for_certain_is_not_in_the_log_for_its_readers(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement(), Make.Statement()]));
        // A group that was committed and waits for the disk; what comes later stands behind it.
        var clock = server.Services.GetRequiredService<LogClock>();
        var waiting = clock.Begin(null);
        await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement()]));
        var head = await server.Log.HeadAsync(default);
        Assert.Equal(3, head.Seq);
        Assert.True(head.Stored < waiting && head.ConsistentThrough < waiting);
        Assert.Equal(3, (await server.Log.TailAsync(0, 100, default)).Count);
        Assert.Empty(await server.Log.TailAsync(3, 100, default));
        clock.End(waiting);
        Assert.Equal(5, (await server.Log.HeadAsync(default)).Seq);
        Assert.Equal([4L, 5L], (await server.Log.TailAsync(3, 100, default)).Select(entry => entry.Seq));
    }

    [Theory, DatabaseData]
    public async Task Tailing_by_one_number_gives_every_entry_once_in_order(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var ids = Enumerable.Range(0, 10).Select(_ => Make.Id()).ToList();
        await lrs.PostAsync(Make.Batch(ids.Select(id => Make.Statement(id))));
        var entries = new List<LogEntry>();
        while (await server.Log.TailAsync(entries.Count == 0 ? 0 : entries[^1].Seq, 3, default) is { Count: > 0 } page)
            entries.AddRange(page);
        Assert.Equal(ids, entries.Select(entry => entry.Id));
        Assert.Equal(Enumerable.Range(1, 10).Select(seq => (long)seq), entries.Select(entry => entry.Seq));
        Assert.Empty(await server.Log.TailAsync(10, 3, default));
    }

    [Theory, DatabaseData]
    public async Task An_entry_says_who_did_what_and_what_it_voids(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var (id, voiding, group, activity) = (Make.Id(), Make.Id(), Make.Id(), Make.Iri());
        await lrs.PutAsync(id, Make.Statement(id, """{"mbox":"mailto:Ada@EXAMPLE.com"}""", activity: activity));
        await lrs.PutAsync(group, Make.Statement(group, $$"""{"objectType":"Group","member":[{{Make.Agent()}}]}"""));
        var entry = await server.Log.FindAsync(id, default);
        Assert.Equal(new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:Ada@example.com").AgentKey, entry!.Actor);
        Assert.Equal(IndexKey.Of(IndexKeyKind.Activity, activity), entry.Activity);
        Assert.Equal(((Guid?)null, (DateTime?)null), (entry.Voids, entry.VoidedAt));
        Assert.Null((await server.Log.FindAsync(group, default))!.Actor);

        await lrs.PutAsync(voiding, Make.Voiding(id, agent: Make.Agent()));
        var undo = await server.Log.FindAsync(voiding, default);
        Assert.Equal(id, undo!.Voids);
        Assert.Null(undo.Activity);
        Assert.Null(undo.VoidedAt);
        Assert.Equal(undo.Stored, (await server.Log.FindAsync(id, default))!.VoidedAt);
        Assert.Null(await server.Log.FindAsync(Make.Id(), default));
    }

    [Theory, DatabaseData]
    public async Task Statements_are_read_by_place_with_who_sent_them(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        using var vendor = await server.ClientAsync("vendor", ["statements/write"]);
        using var partner = await server.ClientAsync("partner", ["statements/write"], "p1");
        await vendor.PostAsync(Make.Statement(more: """
            "result":{"success":true,"completion":false,"score":{"scaled":0.5}},"timestamp":"2020-02-02T00:00:00+02:00"
            """));
        await partner.PostAsync(Make.Statement());
        await vendor.PostAsync(Make.Statement());
        var read = (await server.Log.ReadAsync([2, 1, 99], default)).Statements;
        Assert.Equal([1, 2], read.Select(statement => statement.Entry.Seq));
        Assert.Equal([("vendor", false), ("partner", true)], read.Select(statement => (statement.Authority, statement.PartnerBound)));
        Assert.Equal((true, false, 0.5), (read[0].Statement.Success, read[0].Statement.Completion, read[0].Statement.ScoreScaled));
        Assert.Equal(new DateTime(2020, 2, 1, 22, 0, 0, DateTimeKind.Utc), read[0].Statement.Timestamp);
        Assert.Equal(read[1].Entry.Stored, read[1].Statement.Timestamp);
        Assert.Empty((await server.Log.ReadAsync([], default)).Statements);
    }

    [Theory, DatabaseData]
    public async Task Many_places_are_read_in_order(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        await lrs.PostAsync(Make.Batch(Enumerable.Range(0, 1_100).Select(_ => Make.Statement())));
        var read = (await server.Log.ReadAsync([.. Enumerable.Range(1, 1_100).Select(seq => (long)seq).Reverse()], default)).Statements;
        Assert.Equal(Enumerable.Range(1, 1_100).Select(seq => (long)seq), read.Select(statement => statement.Entry.Seq));
    }

    [Theory, DatabaseData]
    public async Task A_history_is_what_the_actors_did_with_the_activities_voided_or_not(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        const string Ada = """{"mbox":"mailto:ada@example.com"}""";
        const string Eve = """{"mbox":"mailto:eve@example.com"}""";
        var (course, exam, other) = (Make.Iri(), Make.Iri(), Make.Iri());
        Guid[] ids = [Make.Id(), Make.Id(), Make.Id(), Make.Id(), Make.Id(), Make.Id()];
        await lrs.PostAsync(Make.Batch(
        [
            Make.Statement(ids[0], Ada, activity: exam),
            Make.Statement(ids[1], Ada, activity: other),
            Make.Statement(ids[2], Eve, activity: course),
            Make.Statement(ids[3], Ada, activity: course),
            Make.Statement(ids[4], Eve).Replace("""{"id":"http://example.com/activities/1"}""", "{\"objectType\":\"Agent\"," + Ada[1..], StringComparison.Ordinal),
            Make.Statement(ids[5], $$"""{"objectType":"Group","member":[{{Ada}}]}""", activity: course),
        ]));
        await lrs.PostAsync(Make.Voiding(ids[0]));
        var ada = new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:ada@example.com").AgentKey;
        IndexKey[] activities = [IndexKey.Of(IndexKeyKind.Activity, course), IndexKey.Of(IndexKeyKind.Activity, exam)];
        var history = (await server.Log.HistoryAsync([ada], activities, default)).Statements;
        Assert.Equal([ids[0], ids[3]], history.Select(statement => statement.Entry.Id));
        Assert.NotNull(history[0].Entry.VoidedAt);
        Assert.Null(history[1].Entry.VoidedAt);
        Assert.Empty((await server.Log.HistoryAsync([], activities, default)).Statements);
        Assert.Empty((await server.Log.HistoryAsync([ada], [], default)).Statements);
    }

    [Theory, DatabaseData]
    public async Task A_history_of_more_activities_than_one_question_takes_is_still_in_order(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        const string Ada = """{"mbox":"mailto:ada@example.com"}""";
        var (late, early) = (Make.Iri(), Make.Iri());
        await lrs.PostAsync(Make.Batch([Make.Statement(null, Ada, activity: late), Make.Statement(null, Ada, activity: early)]));
        IndexKey[] activities =
        [
            IndexKey.Of(IndexKeyKind.Activity, early),
            .. Enumerable.Range(0, 10_500).Select(i => IndexKey.Of(IndexKeyKind.Activity, $"http://example.com/{i}")),
            IndexKey.Of(IndexKeyKind.Activity, late),
            IndexKey.Of(IndexKeyKind.Activity, early),
        ];
        var history = (await server.Log.HistoryAsync([new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:ada@example.com").AgentKey], activities, default)).Statements;
        Assert.Equal([1, 2], history.Select(statement => statement.Entry.Seq));
    }

    [Theory, DatabaseData]
    public async Task Observers_are_told_how_far_the_log_has_grown_and_not_of_conflicts(Dialect dialect)
    {
        var observer = new Observer();
        await using var server = await LrsServer.StartAsync(dialect, services: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<ILogObserver>(services, observer));
        var lrs = await server.AllAsync();
        var id = Make.Id();
        await lrs.PutAsync(id, Make.Statement(id));
        await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement()]));
        await lrs.PutAsync(id, Make.Statement(id));
        Assert.Equal([1, 3], observer.Told);
    }

    private sealed class Observer : ILogObserver
    {
        public List<long> Told { get; } = [];

        public void Grown(long seq) => Told.Add(seq);
    }
}
