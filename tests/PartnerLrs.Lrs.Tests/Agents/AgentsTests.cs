using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Xapi;
using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Agents;

public sealed class AgentsTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("""{"mbox":"mailto:a@example.com"}""", """{"objectType":"Person","mbox":["mailto:a@example.com"]}""")]
    [DatabaseData("""{"objectType":"Agent","name":"Ada <Ünï>","mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016ee9"}""", """{"objectType":"Person","name":["Ada <Ünï>"],"mbox_sha1sum":["ebd31e95054c018b10727ccffd2ef2ec3a016ee9"]}""")]
    [DatabaseData("""{"openid":"http://ada.example.com/"}""", """{"objectType":"Person","openid":["http://ada.example.com/"]}""")]
    [DatabaseData("""{"account":{"name":"ada","homePage":"http://example.com"}}""", """{"objectType":"Person","account":[{"homePage":"http://example.com","name":"ada"}]}""")]
    public async Task An_agent_whom_nobody_knows_is_answered_with_what_was_asked(Dialect dialect, string agent, string expected)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var version in new[] { "1.0.3", "2.0.0" })
        {
            var address = $"xapi/agents?{Make.Query("agent", agent)}";
            var person = (await lrs.ReadAsync(address, version)).Is(HttpStatusCode.OK);
            Assert.Equal((expected, "application/json"), (person.Text, person.Headers["Content-Type"]));
            var head = (await lrs.ReadAsync(address, version, HttpMethod.Head)).Is(HttpStatusCode.OK);
            Assert.Equal((person.ETag(), person.Headers["Content-Length"], ""), (head.ETag(), head.Headers["Content-Length"], head.Text));
            (await lrs.ReadAsync(address, version, change: Demand(null, person.ETag()))).Is(HttpStatusCode.NotModified);
        }
    }

    [Theory]
    [DatabaseData("")]
    [DatabaseData("?agent=")]
    [DatabaseData("?agent=ada")]
    [DatabaseData("?agent=%7B%7D")]
    [DatabaseData("?agent=%7B%22name%22:%22Ada%22%7D")]
    [DatabaseData("?agent=%7B%22objectType%22:%22Group%22,%22mbox%22:%22mailto:a@example.com%22%7D")]
    [DatabaseData("?agent=%7B%22objectType%22:%22Person%22,%22mbox%22:[%22mailto:a@example.com%22]%7D")]
    [DatabaseData("?Agent=%7B%22mbox%22:%22mailto:a@example.com%22%7D")]
    [DatabaseData("?agent=%7B%22mbox%22:%22mailto:a@example.com%22%7D&agent=%7B%22mbox%22:%22mailto:a@example.com%22%7D")]
    [DatabaseData("?agent=%7B%22mbox%22:%22mailto:a@example.com%22%7D&format=exact")]
    public async Task What_names_no_one_agent_is_refused(Dialect dialect, string query)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        (await lrs.ReadAsync("xapi/agents" + query)).Is(HttpStatusCode.BadRequest);
        (await lrs.ReadAsync("xapi/agents" + query, "1.0.3", HttpMethod.Head)).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task A_known_person_is_answered_with_all_that_is_known_and_a_partner_is_told_its_own_only(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect, null, services => services.AddSingleton<IAgentDirectory, OnePerson>());
        var lrs = await server.AllAsync();
        using var own = await server.ClientAsync("own", ["all/read"], "partner-1");
        using var foreign = await server.ClientAsync("foreign", ["all/read"], "partner-2");
        var address = $"xapi/agents?{Make.Query("agent", """{"name":"Mallory","mbox":"mailto:ada@EXAMPLE.com"}""")}";
        const string All = """{"objectType":"Person","name":["Ada"],"mbox":["mailto:ada@example.com"],"openid":["http://ada.example.com/"],"account":[{"homePage":"http://a.example","name":"1"},{"homePage":"http://b.example","name":"1"}]}""";
        Assert.Equal(All, (await lrs.ReadAsync(address)).Text);
        Assert.Equal(All, (await own.ReadAsync(address)).Text);
        Assert.Equal("""{"objectType":"Person","name":["Mallory"],"mbox":["mailto:ada@EXAMPLE.com"]}""", (await foreign.ReadAsync(address)).Text);
    }

    private sealed class OnePerson : IAgentDirectory
    {
        private static readonly AgentIdentifier Mailbox = new(AgentIdentifierKind.Mbox, "mailto:ada@example.com");

        public Task<KnownAgent?> FindAsync(AgentIdentifier agent, string? partnerId, CancellationToken cancellationToken) => Task.FromResult(
            agent.Canonical() == Mailbox.Canonical() && partnerId is null or "partner-1"
                ? new KnownAgent(["Ada"], [Mailbox, new(AgentIdentifierKind.OpenId, "http://ada.example.com/"), new(AgentIdentifierKind.Account, "1", "http://a.example"), new(AgentIdentifierKind.Account, "1", "http://b.example")])
                : null);
    }
}
