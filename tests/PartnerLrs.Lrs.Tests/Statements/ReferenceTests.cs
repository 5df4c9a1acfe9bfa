using PartnerLrs.Lrs.Statements.Write;

namespace PartnerLrs.Lrs.Tests.Statements;

public sealed class ReferenceTests(SharedServers servers)
{
    /// <summary>Every order in which a chain of four may arrive: 0 is what the chain leads to, each other one refers to the one before.</summary>
    public static IEnumerable<int[]> Orders() => Permutations([0, 1, 2, 3]);

    [Theory, DatabaseData]
    public async Task What_finds_a_statement_finds_those_that_refer_to_it_at_any_remove_in_whatever_order_they_came(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var order in Orders())
        {
            var chain = Chain(4);
            foreach (var at in order)
                (await lrs.PostAsync(chain.Json[at])).Is(HttpStatusCode.OK);
            Assert.Equal(order.Reverse().Select(at => chain.Ids[at]), await FindAsync(lrs, chain.Agent));
        }
    }

    [Theory, DatabaseData]
    public async Task A_batch_that_holds_a_chain_in_any_order_is_found_whole(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var order in Orders())
        {
            var chain = Chain(4);
            (await lrs.PostAsync(Make.Batch(order.Take(2).Select(at => chain.Json[at])))).Is(HttpStatusCode.OK);
            (await lrs.PostAsync(Make.Batch(order.Skip(2).Select(at => chain.Json[at])))).Is(HttpStatusCode.OK);
            Assert.Equal(order.Reverse().Select(at => chain.Ids[at]), await FindAsync(lrs, chain.Agent));
        }
    }

    [Theory, DatabaseData]
    public async Task Every_filter_condition_may_be_met_by_another_statement_of_the_chain(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (target, referring, verb, activity) = (Make.Id(), Make.Id(), Make.Iri("verbs"), Make.Iri());
        await lrs.PostAsync(Make.About(target, referring, verb));
        await lrs.PostAsync(Make.Statement(target, activity: activity));
        Assert.Equal([target, referring], (await lrs.GetAsync(Make.Query("activity", activity))).Ids);
        Assert.Equal([referring], (await lrs.GetAsync(Make.Query("activity", activity) + "&" + Make.Query("verb", verb))).Ids);
    }

    [Theory, DatabaseData]
    public async Task Since_and_until_are_those_of_the_statement_that_refers(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (target, referring, activity) = (Make.Id(), Make.Id(), Make.Iri());
        await lrs.PostAsync(Make.Statement(target, activity: activity));
        var between = (await lrs.ByIdAsync(target)).Json.GetProperty("stored").GetString()!;
        await lrs.PostAsync(Make.About(target, referring));
        Assert.Equal([referring], (await lrs.GetAsync($"{Make.Query("activity", activity)}&{Make.Query("since", between)}")).Ids);
        Assert.Equal([target], (await lrs.GetAsync($"{Make.Query("activity", activity)}&{Make.Query("until", between)}")).Ids);
    }

    [Theory, DatabaseData]
    public async Task A_reference_in_the_context_changes_no_filter(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (target, activity) = (Make.Id(), Make.Iri());
        await lrs.PostAsync(Make.Statement(target, activity: activity));
        await lrs.PostAsync(Make.Statement(more: $$$"""
            "context":{"statement":{"objectType":"StatementRef","id":"{{{target:D}}}"}}
            """));
        Assert.Equal([target], (await lrs.GetAsync(Make.Query("activity", activity))).Ids);
    }

    [Theory, DatabaseData]
    public async Task A_circle_of_references_ends(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        Guid[] ids = [Make.Id(), Make.Id(), Make.Id()];
        string[] agents = [Make.Agent(), Make.Agent(), Make.Agent()];
        for (var i = 0; i < 3; i++)
            (await lrs.PostAsync(Make.About(ids[(i + 1) % 3], ids[i], agent: agents[i]))).Is(HttpStatusCode.OK);
        foreach (var agent in agents)
            Assert.Equal(ids.Reverse(), await FindAsync(lrs, agent));
        var self = Make.Id();
        (await lrs.PostAsync(Make.About(self, self))).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task An_endless_chain_is_followed_a_bounded_way_in_either_order(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var backwards in new[] { false, true })
        {
            var chain = Chain(ReferenceChains.MaximumHops + 20);
            var batch = backwards ? chain.Json.Reverse() : chain.Json;
            foreach (var part in batch.Chunk(30))
                (await lrs.PostAsync(Make.Batch(part))).Is(HttpStatusCode.OK);
            Assert.Equal(chain.Ids.Take(ReferenceChains.MaximumHops + 1).Order(), (await FindAsync(lrs, chain.Agent)).Order());
        }
    }

    [Theory, DatabaseData]
    public async Task A_voided_statement_in_a_chain_is_not_listed_and_the_chain_goes_on_through_it(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            var chain = Chain(3);
            var voiding = Make.Id();
            string[] json = [.. chain.Json, Make.Voiding(chain.Ids[1], voiding)];
            foreach (var at in order)
                (await lrs.PostAsync(json[at])).Is(HttpStatusCode.OK);
            Guid[] listed = [chain.Ids[0], chain.Ids[2], voiding];
            Assert.Equal(listed.Order(), (await FindAsync(lrs, chain.Agent)).Order());
        }
    }

    [Theory, DatabaseData]
    public async Task Whoever_may_read_only_its_own_does_not_learn_by_a_reference_what_others_statements_are_about(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var all = await server.AllAsync();
        using var mine = await server.ClientAsync($"spy-{Make.Id()}", ["statements/write", "statements/read/mine"]);
        var (secret, probe, verb, agent) = (Make.Id(), Make.Id(), Make.Iri("verbs"), Make.Agent());
        await all.PostAsync(Make.Statement(secret, agent));
        await mine.PostAsync(Make.About(secret, probe, verb));
        Assert.Equal([probe], (await mine.GetAsync(Make.Query("verb", verb))).Ids);
        Assert.Empty((await mine.GetAsync(Make.Query("agent", agent))).Ids);
        Assert.Equal([probe, secret], (await all.GetAsync(Make.Query("agent", agent))).Ids);

        var (own, about, ownAgent) = (Make.Id(), Make.Id(), Make.Agent());
        await mine.PostAsync(Make.Statement(own, ownAgent));
        await mine.PostAsync(Make.About(own, about));
        Assert.Equal([about, own], (await mine.GetAsync(Make.Query("agent", ownAgent))).Ids);
        Assert.Equal([about, own], await mine.WalkAsync(Make.Query("agent", ownAgent) + "&limit=1"));
    }

    private static (string Agent, Guid[] Ids, string[] Json) Chain(int length)
    {
        var agent = Make.Agent();
        var ids = Enumerable.Range(0, length).Select(_ => Make.Id()).ToArray();
        return (agent, ids, [.. ids.Select((id, at) => at == 0 ? Make.Statement(id, agent) : Make.About(ids[at - 1], id))]);
    }

    private static async Task<IReadOnlyList<Guid>> FindAsync(LrsClient lrs, string agent) => (await lrs.GetAsync(Make.Query("agent", agent))).Is(HttpStatusCode.OK).Ids;

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, at) => Permutations([.. items[..at], .. items[(at + 1)..]]).Select(rest => (int[])[item, .. rest]));
}
