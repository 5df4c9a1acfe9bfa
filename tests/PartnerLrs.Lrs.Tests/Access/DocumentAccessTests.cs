using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Access;

public sealed class DocumentAccessTests(SharedServers servers)
{
    private static readonly string[] Resources = [State, ActivityProfile, AgentProfile];

    [Theory, DatabaseData]
    public async Task Each_scope_opens_what_it_names_and_no_more(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        foreach (var (scope, state, profile, agents) in new[]
        {
            ("state", "rw", "", ""), ("profile", "", "rw", ""), ("all/read", "r", "r", "r"), ("all", "rw", "rw", "r"), ("define", "", "", ""),
            ("statements/read", "", "", ""), ("statements/read/mine", "", "", ""), ("statements/write", "", "", ""), ("admin", "", "", ""), ("partners/read", "", "", ""),
        })
        {
            using var client = await server.ClientAsync($"scope-{scope.Replace('/', '-')}-{Make.Id():N}", [scope]);
            foreach (var resource in Resources)
            {
                var may = resource == State ? state : profile;
                var address = New(resource);
                var (reads, writes) = (may.Contains('r', StringComparison.Ordinal), may.Contains('w', StringComparison.Ordinal));
                (await client.PutDocumentAsync(address, "{}")).Is(writes ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden);
                (await client.PostDocumentAsync(address, "{}")).Is(writes ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden);
                (await client.ReadAsync(address)).Is(!reads ? HttpStatusCode.Forbidden : writes ? HttpStatusCode.OK : HttpStatusCode.NotFound);
                (await client.ReadAsync(address, method: HttpMethod.Head)).Is(!reads ? HttpStatusCode.Forbidden : writes ? HttpStatusCode.OK : HttpStatusCode.NotFound);
                (await client.DeleteAsync(address)).Is(writes ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden);
            }

            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
                (await client.ReadAsync($"xapi/agents?{Make.Query("agent", Make.Agent())}", method: method)).Is(agents == "r" ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        }
    }

    [Theory, DatabaseData]
    public async Task Without_a_credential_nothing_is_read_or_written(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        using var stranger = server.Stranger();
        foreach (var resource in Resources)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete })
                (await stranger.SendAsync(method, New(resource))).Is(HttpStatusCode.Unauthorized);
        }

        (await stranger.ReadAsync($"xapi/agents?{Make.Query("agent", Make.Agent())}")).Is(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [DatabaseData(State)]
    [DatabaseData(ActivityProfile)]
    [DatabaseData(AgentProfile)]
    public async Task A_partners_documents_are_its_own(Dialect dialect, string resource)
    {
        var server = await servers.OnAsync(dialect);
        var unbound = await server.AllAsync();
        var (a, b) = ($"{Make.Id()}", $"{Make.Id()}");
        using var one = await server.ClientAsync($"one-{Make.Id():N}", ["all"], a);
        using var colleague = await server.ClientAsync($"colleague-{Make.Id():N}", ["all"], a);
        using var other = await server.ClientAsync($"other-{Make.Id():N}", ["all"], b);
        var context = Context(resource);
        var address = $"{context}&{IdName(resource)}=x";
        (await one.PutDocumentAsync(address, """{"of":"a"}""", noneMatch: "*")).Is(HttpStatusCode.NoContent);
        foreach (var stranger in new[] { other, unbound })
        {
            (await stranger.ReadAsync(address)).Is(HttpStatusCode.NotFound);
            Assert.Empty((await stranger.ReadAsync(context)).Texts());
            // Not even that it exists can be told: the precondition is judged by the caller's own documents.
            (await stranger.PutDocumentAsync(address, """{"of":"me"}""", noneMatch: "*")).Is(HttpStatusCode.NoContent);
            (await stranger.PostDocumentAsync(address, """{"more":1}""")).Is(HttpStatusCode.NoContent);
            Assert.Equal("""{"of":"me","more":1}""", (await stranger.ReadAsync(address)).Text);
            (await stranger.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
            if (resource == State)
                (await stranger.DeleteAsync(context)).Is(HttpStatusCode.NoContent);
        }

        Assert.Equal("""{"of":"a"}""", (await one.ReadAsync(address)).Text);
        Assert.Equal("""{"of":"a"}""", (await colleague.ReadAsync(address)).Text);
        Assert.Equal(["x"], (await colleague.ReadAsync(context)).Texts());
    }
}
