namespace PartnerLrs.Lrs.Tests.Statements;

public sealed class DuplicateTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task The_same_statement_again_succeeds_and_changes_nothing(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var other = await server.ClientAsync($"other-{Make.Id()}", ["all"]);
        var id = Make.Id();
        var statement = Make.Statement(id);
        await lrs.PutAsync(id, statement);
        var kept = (await lrs.ByIdAsync(id)).Text;
        (await lrs.PutAsync(id, statement)).Is(HttpStatusCode.NoContent);
        Assert.Equal(id, (await other.PostAsync(statement)).Is(HttpStatusCode.OK).Json[0].GetGuid());
        (await lrs.PutAsync(id, kept)).Is(HttpStatusCode.NoContent);
        Assert.Equal(kept, (await lrs.ByIdAsync(id)).Text);
    }

    [Theory, DatabaseData]
    public async Task Another_statement_under_a_taken_id_is_a_conflict_and_nothing_of_its_batch_is_stored(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (taken, agent) = (Make.Id(), Make.Agent());
        await lrs.PutAsync(taken, Make.Statement(taken));
        var kept = (await lrs.ByIdAsync(taken)).Text;
        (await lrs.PutAsync(taken, Make.Statement(taken))).Is(HttpStatusCode.Conflict);
        var batch = Make.Batch([Make.Statement(Make.Id(), agent), Make.Statement(taken, agent), Make.Statement(Make.Id(), agent)]);
        Assert.Contains(taken.ToString("D"), (await lrs.PostAsync(batch)).Is(HttpStatusCode.Conflict).Text, StringComparison.Ordinal);
        Assert.Empty((await lrs.GetAsync(Make.Query("agent", agent))).Ids);
        Assert.Equal(kept, (await lrs.ByIdAsync(taken)).Text);
    }

    [Theory, DatabaseData]
    public async Task A_batch_of_new_and_known_statements_stores_the_new_ones(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, known, fresh) = (Make.Agent(), Make.Id(), Make.Id());
        var statement = Make.Statement(known, agent);
        await lrs.PutAsync(known, statement);
        var posted = (await lrs.PostAsync(Make.Batch([Make.Statement(fresh, agent), statement]))).Is(HttpStatusCode.OK);
        Assert.Equal([fresh, known], posted.Json.EnumerateArray().Select(id => id.GetGuid()));
        Assert.Equal([fresh, known], (await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory]
    [DatabaseData("1.0.3")]
    [DatabaseData("2.0.0")]
    public async Task A_batch_that_repeats_an_id_is_refused(Dialect dialect, string version)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, agent) = (Make.Id(), Make.Agent());
        Assert.Equal("/1", (await lrs.PostAsync(Make.Batch([Make.Statement(id, agent), Make.Statement(id, agent)]), version)).Is(HttpStatusCode.BadRequest).Pointer);
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task A_batch_that_is_wrong_in_the_middle_stores_nothing(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        var statements = Enumerable.Range(0, 9).Select(_ => Make.Statement(Make.Id(), agent)).ToArray();
        statements[5] = Make.Statement(Make.Id(), agent, more: "\"result\":{\"score\":{\"scaled\":1.5}}");
        Assert.Equal("/5/result/score/scaled", (await lrs.PostAsync(Make.Batch(statements))).Is(HttpStatusCode.BadRequest).Pointer);
        Assert.Empty((await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory, DatabaseData]
    public async Task Of_many_who_put_different_statements_under_one_id_exactly_one_wins(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        for (var round = 0; round < 5; round++)
        {
            var id = Make.Id();
            var statements = Enumerable.Range(0, 12).Select(_ => Make.Statement(id)).ToList();
            var answers = await Task.WhenAll(statements.Select(statement => lrs.PutAsync(id, statement)));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
            Assert.Equal(11, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
            var winner = statements[Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.NoContent)];
            Assert.Contains(winner[1..^1], (await lrs.ByIdAsync(id)).Text, StringComparison.Ordinal);
        }
    }

    [Theory, DatabaseData]
    public async Task Of_many_who_put_the_same_statement_under_one_id_all_succeed_and_it_is_there_once(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        var (id, agent) = (Make.Id(), Make.Agent());
        var statement = Make.Statement(id, agent);
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? lrs.PutAsync(id, statement) : lrs.PostAsync(statement)));
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.NoContent or HttpStatusCode.OK));
        Assert.Equal([id], (await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory, DatabaseData]
    public async Task Requests_that_commit_together_succeed_or_fail_alone(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (taken, agent) = (Make.Id(), Make.Agent());
        await lrs.PutAsync(taken, Make.Statement(taken));
        var good = Enumerable.Range(0, 20).Select(_ => Make.Id()).ToList();
        var bad = Enumerable.Range(0, 20).Select(_ => Make.Batch([Make.Statement(Make.Id(), agent), Make.Statement(taken, agent)]));
        var goods = good.Select(id => lrs.PostAsync(Make.Statement(id, agent))).ToList();
        var bads = bad.Select(batch => lrs.PostAsync(batch)).ToList();
        Assert.All(await Task.WhenAll(goods), answer => answer.Is(HttpStatusCode.OK));
        Assert.All(await Task.WhenAll(bads), answer => answer.Is(HttpStatusCode.Conflict));
        Assert.Equal(good.Order(), (await lrs.GetAsync(Make.Query("agent", agent))).Ids.Order());
    }

    [Theory, DatabaseData]
    public async Task Batches_with_the_same_ids_in_opposite_orders_neither_deadlock_nor_split(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var statements = Enumerable.Range(0, 20).Select(_ => Make.Statement(Make.Id())).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => lrs.PostAsync(Make.Batch(i % 2 == 0 ? statements : statements.AsEnumerable().Reverse()))));
        Assert.All(answers, answer => answer.Is(HttpStatusCode.OK));
    }

    [Theory, DatabaseData]
    public async Task Whoever_lost_the_answer_may_send_again(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        var agent = Make.Agent();
        for (var i = 0; i < 10; i++)
        {
            var id = Make.Id();
            var statement = Make.Statement(id, agent);
            using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(i));
            try
            {
                await lrs.SendAsync(HttpMethod.Put, $"{LrsClient.Statements}?statementId={id:D}", LrsClient.Json(statement), cancellationToken: hangUp.Token);
            }
            catch (OperationCanceledException)
            {
                // The answer is lost; whether the statement was stored is not known.
            }

            (await lrs.PutAsync(id, statement)).Is(HttpStatusCode.NoContent);
        }

        Assert.Equal(10, (await lrs.GetAsync(Make.Query("agent", agent))).Ids.Count);
    }
}
