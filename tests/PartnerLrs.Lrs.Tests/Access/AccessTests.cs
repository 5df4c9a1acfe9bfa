using System.Net.Http.Headers;

namespace PartnerLrs.Lrs.Tests.Access;

public sealed class AccessTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task About_needs_neither_credential_nor_version(Dialect dialect)
    {
        using var stranger = (await servers.OnAsync(dialect)).Stranger();
        foreach (var version in new[] { null, "2.0.0", "1.0.3" })
        {
            var about = (await stranger.SendAsync(HttpMethod.Get, "xapi/about", null, version)).Is(HttpStatusCode.OK);
            Assert.Equal(["2.0.0", "1.0.3"], about.Json.GetProperty("version").EnumerateArray().Select(v => v.GetString()));
        }

        Assert.Empty((await stranger.SendAsync(HttpMethod.Head, "xapi/about")).Is(HttpStatusCode.OK).Text);
    }

    [Theory, DatabaseData]
    public async Task Without_a_usable_credential_nothing_is_read_or_written(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var stranger = server.Stranger();
        var id = Make.Id();
        AuthenticationHeaderValue?[] headers =
        [
            null,
            LrsClient.Basic("nobody", lrs.Secret!),
            LrsClient.Basic(lrs.Credential!.Key, lrs.Secret + "x"),
            LrsClient.Basic(lrs.Credential.Key, ""),
            new("Basic", "not base64"),
            new("Basic", "bm9jb2xvbg=="),
            new("Basic"),
            new("Bearer", lrs.Secret),
        ];
        foreach (var header in headers)
        {
            var get = (await stranger.SendAsync(HttpMethod.Get, LrsClient.Statements, null, change: request => request.Headers.Authorization = header)).Is(HttpStatusCode.Unauthorized);
            Assert.StartsWith("Basic ", get.Headers["WWW-Authenticate"], StringComparison.Ordinal);
            (await stranger.SendAsync(HttpMethod.Put, $"{LrsClient.Statements}?statementId={id:D}", LrsClient.Json(Make.Statement()), change: request => request.Headers.Authorization = header)).Is(HttpStatusCode.Unauthorized);
        }

        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task Guessing_a_secret_is_throttled_with_the_standards_headers(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        using var stranger = server.Stranger();
        Task<Answer> GuessAsync() => stranger.SendAsync(HttpMethod.Get, LrsClient.Statements, null, change: request => request.Headers.Authorization = LrsClient.Basic(lrs.Credential!.Key, "guess"));
        for (var i = 0; i < 10; i++)
            (await GuessAsync()).Is(HttpStatusCode.Unauthorized);
        var refused = (await GuessAsync()).Is(HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], null), 1, 60);
        Assert.True(refused.Headers.ContainsKey(Answer.BoundHeader));
    }

    [Theory, DatabaseData]
    public async Task Each_scope_opens_what_it_names_and_no_more(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        foreach (var (scope, reads, writes) in new[]
        {
            ("statements/write", false, true), ("statements/read", true, false), ("statements/read/mine", true, false), ("all/read", true, false),
            ("all", true, true), ("state", false, false), ("define", false, false), ("profile", false, false), ("admin", false, false),
        })
        {
            using var client = await server.ClientAsync($"{scope.Replace('/', '-')}-{Make.Id()}", [scope]);
            (await client.GetAsync("limit=1")).Is(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            (await client.SendAsync(HttpMethod.Head, LrsClient.Statements + "?limit=1")).Is(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            (await client.PostAsync(Make.Statement())).Is(writes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            (await client.PutAsync(Make.Id(), Make.Statement())).Is(writes ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden);
        }
    }

    [Theory, DatabaseData]
    public async Task A_credential_that_may_read_its_own_statements_sees_no_others(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        using var mine = await server.ClientAsync($"mine-{Make.Id()}", ["statements/write", "statements/read/mine"]);
        await AssertReadsOwnOnlyAsync(await server.AllAsync(), mine);
    }

    [Theory]
    [DatabaseData("all")]
    [DatabaseData("all/read")]
    [DatabaseData("statements/read")]
    public async Task A_credential_that_is_bound_to_a_partner_sees_only_what_it_sent(Dialect dialect, string scope)
    {
        var server = await servers.OnAsync(dialect);
        using var bound = await server.ClientAsync($"bound-{Make.Id()}", ["statements/write", scope], "partner-1");
        await AssertReadsOwnOnlyAsync(await server.AllAsync(), bound);
    }

    [Theory, DatabaseData]
    public async Task Two_credentials_of_one_partner_do_not_see_each_other(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        using var one = await server.ClientAsync($"one-{Make.Id()}", ["all"], "partner-2");
        using var two = await server.ClientAsync($"two-{Make.Id()}", ["all"], "partner-2");
        var id = Make.Id();
        await one.PutAsync(id, Make.Statement());
        (await two.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task More_of_one_credential_followed_by_another_shows_what_that_one_may_see(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var mine = await server.ClientAsync($"borrower-{Make.Id()}", ["statements/write", "statements/read/mine"]);
        var agent = Make.Agent();
        var own = Make.Id();
        await mine.PutAsync(own, Make.Statement(own, agent));
        await lrs.PostAsync(Make.Batch(Enumerable.Range(0, 6).Select(_ => Make.Statement(null, agent))));
        var more = (await lrs.GetAsync($"{Make.Query("agent", agent)}&limit=2")).More;
        var borrowed = (await mine.SendAsync(HttpMethod.Get, more.TrimStart('/'))).Is(HttpStatusCode.OK);
        Assert.Equal([own], borrowed.Ids);
    }

    [Theory, DatabaseData]
    public async Task A_partners_credential_may_void_its_own_statements_and_no_others(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var bound = await server.ClientAsync($"voider-{Make.Id()}", ["all"], "partner-3");
        var (own, foreign, unknown, innocent) = (Make.Id(), Make.Id(), Make.Id(), Make.Id());
        await bound.PutAsync(own, Make.Statement(own));
        await lrs.PutAsync(foreign, Make.Statement(foreign));
        (await bound.PostAsync(Make.Voiding(foreign))).Is(HttpStatusCode.Forbidden);
        (await bound.PutAsync(Make.Id(), Make.Voiding(foreign))).Is(HttpStatusCode.Forbidden);
        (await bound.PostAsync(Make.Voiding(unknown))).Is(HttpStatusCode.Forbidden);
        (await bound.PostAsync(Make.Batch([Make.Statement(innocent), Make.Voiding(own), Make.Voiding(foreign)]))).Is(HttpStatusCode.Forbidden);
        (await lrs.ByIdAsync(innocent)).Is(HttpStatusCode.NotFound);
        (await lrs.ByIdAsync(own)).Is(HttpStatusCode.OK);
        await lrs.PutAsync(unknown, Make.Statement(unknown));
        (await lrs.ByIdAsync(unknown)).Is(HttpStatusCode.OK);
        (await lrs.ByIdAsync(foreign)).Is(HttpStatusCode.OK);
        (await bound.PostAsync(Make.Voiding(own))).Is(HttpStatusCode.OK);
        (await lrs.VoidedAsync(own)).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task Sending_anothers_statement_again_makes_it_nobodys_own(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var bound = await server.ClientAsync($"echo-{Make.Id()}", ["all"], "partner-4");
        var id = Make.Id();
        var statement = Make.Statement(id);
        await lrs.PutAsync(id, statement);
        (await bound.PutAsync(id, statement)).Is(HttpStatusCode.NoContent);
        (await bound.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
        (await bound.PostAsync(Make.Voiding(id))).Is(HttpStatusCode.Forbidden);
        Assert.Equal(lrs.Credential!.Key, (await lrs.ByIdAsync(id)).Json.GetProperty("authority").GetProperty("account").GetProperty("name").GetString());
    }

    private static async Task AssertReadsOwnOnlyAsync(LrsClient lrs, LrsClient own)
    {
        var agent = Make.Agent();
        var (voidedOwn, voidedForeign, foreign) = (Make.Id(), Make.Id(), Make.Id());
        var ids = Enumerable.Range(0, 5).Select(_ => Make.Id()).ToList();
        await lrs.PutAsync(foreign, Make.Statement(foreign, agent));
        await lrs.PutAsync(voidedForeign, Make.Statement(voidedForeign, agent));
        await lrs.PostAsync(Make.Voiding(voidedForeign));
        foreach (var id in ids)
        {
            (await own.PutAsync(id, Make.Statement(id, agent))).Is(HttpStatusCode.NoContent);
            await lrs.PostAsync(Make.Statement(null, agent));
        }

        await own.PutAsync(voidedOwn, Make.Statement(voidedOwn, agent));
        (await own.PostAsync(Make.Voiding(voidedOwn, agent: agent))).Is(HttpStatusCode.OK);
        (await own.ByIdAsync(foreign)).Is(HttpStatusCode.NotFound);
        (await own.VoidedAsync(voidedForeign)).Is(HttpStatusCode.NotFound);
        (await own.VoidedAsync(voidedOwn)).Is(HttpStatusCode.OK);
        (await own.ByIdAsync(ids[0])).Is(HttpStatusCode.OK);
        var walked = await own.WalkAsync("ascending=true&limit=2");
        Assert.Equal(ids, walked.Take(5));
        Assert.Equal(6, walked.Count); // the voiding statement is the sixth
    }
}
