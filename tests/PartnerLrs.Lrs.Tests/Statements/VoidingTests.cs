namespace PartnerLrs.Lrs.Tests.Statements;

public sealed class VoidingTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task A_voided_statement_is_found_only_as_a_voided_one(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, id, voiding) = (Make.Agent(), Make.Id(), Make.Id());
        await lrs.PutAsync(id, Make.Statement(id, agent));
        (await lrs.VoidedAsync(id)).Is(HttpStatusCode.NotFound);
        (await lrs.PutAsync(voiding, Make.Voiding(id, agent: agent))).Is(HttpStatusCode.NoContent);
        await AssertVoidedAsync(lrs, id);
        Assert.Equal([voiding], (await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory, DatabaseData]
    public async Task A_statement_voided_before_it_arrives_is_never_listed(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, id) = (Make.Agent(), Make.Id());
        var voiding = Make.Id();
        (await lrs.PostAsync(Make.Voiding(id, voiding))).Is(HttpStatusCode.OK);
        (await lrs.VoidedAsync(id)).Is(HttpStatusCode.NotFound);
        (await lrs.PutAsync(id, Make.Statement(id, agent))).Is(HttpStatusCode.NoContent);
        await AssertVoidedAsync(lrs, id);
        // The one that voids it refers to it, so it is found in its stead (xAPI 1.0.3 Communication 2.1.4).
        Assert.Equal([voiding], (await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory]
    [DatabaseData(true)]
    [DatabaseData(false)]
    public async Task A_batch_may_void_its_own_statement_in_either_order(Dialect dialect, bool voidingFirst)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, voiding) = (Make.Id(), Make.Id());
        string[] batch = [Make.Statement(id), Make.Voiding(id, voiding)];
        (await lrs.PostAsync(Make.Batch(voidingFirst ? batch.Reverse() : batch))).Is(HttpStatusCode.OK);
        await AssertVoidedAsync(lrs, id);
        (await lrs.ByIdAsync(voiding)).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task A_voiding_statement_cannot_be_voided_in_either_order(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, early, voiding, late) = (Make.Id(), Make.Id(), Make.Id(), Make.Id());
        await lrs.PutAsync(id, Make.Statement(id));
        (await lrs.PutAsync(early, Make.Voiding(voiding))).Is(HttpStatusCode.NoContent);
        (await lrs.PutAsync(voiding, Make.Voiding(id))).Is(HttpStatusCode.NoContent);
        (await lrs.PutAsync(late, Make.Voiding(voiding))).Is(HttpStatusCode.NoContent);
        foreach (var kept in new[] { early, voiding, late })
        {
            (await lrs.ByIdAsync(kept)).Is(HttpStatusCode.OK);
            (await lrs.VoidedAsync(kept)).Is(HttpStatusCode.NotFound);
        }

        await AssertVoidedAsync(lrs, id);
    }

    [Theory, DatabaseData]
    public async Task Voiding_again_changes_nothing(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        var id = Make.Id();
        await lrs.PutAsync(id, Make.Statement(id));
        await lrs.PostAsync(Make.Voiding(id));
        var first = (await server.Log.FindAsync(id, default))!.VoidedAt;
        (await lrs.PostAsync(Make.Voiding(id))).Is(HttpStatusCode.OK);
        Assert.Equal(first, (await server.Log.FindAsync(id, default))!.VoidedAt);
    }

    [Theory, DatabaseData]
    public async Task A_voided_id_stays_taken(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        var statement = Make.Statement(id);
        await lrs.PutAsync(id, statement);
        await lrs.PostAsync(Make.Voiding(id));
        (await lrs.PutAsync(id, statement)).Is(HttpStatusCode.NoContent);
        (await lrs.PutAsync(id, Make.Statement(id))).Is(HttpStatusCode.Conflict);
        await AssertVoidedAsync(lrs, id);
    }

    [Theory, DatabaseData]
    public async Task Referring_to_a_statement_does_not_void_it_nor_does_voiding_inside_a_SubStatement(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        await lrs.PutAsync(id, Make.Statement(id));
        (await lrs.PostAsync(Make.About(id))).Is(HttpStatusCode.OK);
        var sub = "{\"objectType\":\"SubStatement\"," + Make.Voiding(id)[1..];
        (await lrs.PostAsync(Make.Statement().Replace("""{"id":"http://example.com/activities/1"}""", sub, StringComparison.Ordinal))).Is(HttpStatusCode.OK);
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.OK);
        (await lrs.VoidedAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task Voiding_and_its_target_that_arrive_together_from_many_senders_always_meet(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var ids = Enumerable.Range(0, 30).Select(_ => Make.Id()).ToList();
        await Task.WhenAll(ids.SelectMany(id => new[] { lrs.PostAsync(Make.Voiding(id)), lrs.PutAsync(id, Make.Statement(id)) }));
        foreach (var id in ids)
            await AssertVoidedAsync(lrs, id);
    }

    [Theory, DatabaseData]
    public async Task Voiding_anything_but_a_StatementRef_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        Assert.Equal("/object", (await lrs.PostAsync(Make.Statement(verb: Make.VoidedVerb))).Is(HttpStatusCode.BadRequest).Pointer);
    }

    private static async Task AssertVoidedAsync(LrsClient lrs, Guid id)
    {
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
        Assert.Equal(id, (await lrs.VoidedAsync(id)).Is(HttpStatusCode.OK).Json.GetProperty("id").GetGuid());
    }
}
