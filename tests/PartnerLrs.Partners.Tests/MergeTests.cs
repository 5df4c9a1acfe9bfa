using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Tests;

/// <summary>Rule 7 in the directory: who is merged goes on as the other one, nothing moves, and all of it can be undone.</summary>
public sealed class MergeTests
{
    private const string Partners = "/api/v1/partners";
    private const string People = "/api/v1/people";
    private const string Affiliations = "/api/v1/affiliations";

    [Theory, DatabaseData]
    public async Task A_partner_that_was_merged_is_the_other_one_by_its_id_and_its_references_until_that_is_undone(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var (loser, winner) = (await PartnerAsync(host, "loser"), await PartnerAsync(host, "winner"));
        var ada = await PersonAsync(host, "ada");
        await host.Admin.AddAsync(Affiliations, new { person = ada, partner = loser, roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" });
        var seq = (await host.Directory.ChangesAsync(0, 1000, default))[^1].Seq;
        Assert.Equal(loser, await host.Directory.ResolvePartnerAsync("crm:loser", default));

        var (status, merge) = await host.Admin.PostAsync($"{Partners}/crm:loser/merge", new { into = "crm:winner", reason = "Bought" });
        Assert.Equal((200, "partner", loser, winner, "Bought", "client-0"), (status, Of(merge, "kind"), Of(merge, "absorbed"), Of(merge, "into"), Of(merge, "reason"), Of(merge, "mergedBy")));
        foreach (var reference in new[] { "crm:loser", "crm:winner", loser, winner })
        {
            Assert.Equal(winner, await host.Directory.ResolvePartnerAsync(reference, default));
            Assert.Equal(winner, Of((await host.Admin.GetJsonAsync($"{Partners}/{reference}")).Body, "id"));
        }

        Assert.Equal(winner, (await host.Directory.ResolvePartnersAsync(["crm:loser", loser], default)).Values.Distinct().Single());
        Assert.Equal(winner, Assert.Single(await host.Directory.AffiliationsOfPersonAsync(ada, default)).PartnerId);
        Assert.Equal(ada, Assert.Single(await host.Directory.AffiliationsOfPartnerAsync(winner, default)).PersonId);
        Assert.Equal(loser, Assert.Single(await host.Directory.OwnAffiliationsAsync(loser, default)).PartnerId);
        Assert.Empty(await host.Directory.OwnAffiliationsAsync(winner, default));
        Assert.Equal(winner, (await host.Directory.OwnRecordAsync(loser, default))!.MergedInto);
        Assert.Equal(Assert.Single(await host.Directory.MergesAsync(winner, default)), Assert.Single(await host.Directory.MergesAsync(loser, default)));
        Assert.Single((await host.Admin.GetJsonAsync($"{Affiliations}?partner=crm:winner")).Body["items"]!.AsArray());
        // The merge stands in the directory's log: for both partners, and for everybody who belongs to the one that was merged.
        var changes = await host.Directory.ChangesAsync(seq, 1000, default);
        Assert.Equal([(DirectoryChangeKind.Partner, loser), (DirectoryChangeKind.Partner, winner), (DirectoryChangeKind.Affiliation, loser)], changes.Select(c => (c.Kind, c.PartnerId)));
        // Lists and feeds keep it, and say what it goes on as.
        var listed = (await host.Admin.GetJsonAsync(Partners)).Body["items"]!.AsArray().ToDictionary(item => Of(item!, "id"), item => (string?)item!["mergedInto"]);
        Assert.Equal((winner, null), (listed[loser], listed[winner]));
        Assert.Equal(new[] { (loser, winner), (winner, null) }.OrderBy(row => row.Item1, StringComparer.Ordinal), await FeedAsync(host));
        Assert.Equal(winner, await CountingAsync(host, ada));

        host.Clock.Advance(TimeSpan.FromDays(1));
        var (_, undone) = await DeleteAsync(host, $"{Partners}/crm:loser/merge?reason=It%20fell%20through");
        Assert.Equal(("It fell through", "2026-03-02T12:00:00Z"), (Of(undone, "undoReason"), Of(undone, "undoneAt")));
        Assert.Equal(loser, await host.Directory.ResolvePartnerAsync("crm:loser", default));
        Assert.Equal(loser, Assert.Single(await host.Directory.AffiliationsOfPersonAsync(ada, default)).PartnerId);
        Assert.Equal(loser, await CountingAsync(host, ada));
        Assert.NotNull(Assert.Single(await host.Directory.MergesAsync(winner, default)).Until);
        Assert.Equal("undoneAt", Assert.Single((await host.Admin.GetJsonAsync("/api/v1/merges")).Body["items"]!.AsArray())!.AsObject().Select(p => p.Key).First(key => key == "undoneAt"));
        // And it can be merged again, or the other way round.
        Assert.Equal(200, (await host.Admin.PostAsync($"{Partners}/crm:winner/merge", new { into = "crm:loser", reason = "The other way" })).Status);
        Assert.Equal(loser, await host.Directory.ResolvePartnerAsync("crm:winner", default));
    }

    [Theory, DatabaseData]
    public async Task Merges_one_after_another_lead_to_the_last_one_and_undoing_one_in_the_middle_gives_back_what_hung_on_it(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var ids = new Dictionary<string, string>();
        foreach (var name in new[] { "a", "b", "c", "d" })
            ids[name] = await PartnerAsync(host, name);
        await MergeAsync(host, Partners, "crm:a", "crm:b");
        await MergeAsync(host, Partners, "crm:b", "crm:c");
        await MergeAsync(host, Partners, "crm:d", "crm:c");
        await NamesAsync("c c c c");
        Assert.Equal(3, (await host.Directory.MergesAsync(ids["a"], default)).Count);
        await DeleteAsync(host, $"{Partners}/crm:b/merge?reason=x");
        await NamesAsync("b b c c");
        await DeleteAsync(host, $"{Partners}/crm:d/merge?reason=x");
        await NamesAsync("b b c d");
        await MergeAsync(host, Partners, "crm:b", "crm:d");
        await NamesAsync("d d c d");
        await DeleteAsync(host, $"{Partners}/crm:a/merge?reason=x");
        await NamesAsync("a d c d");

        async Task NamesAsync(string expected)
        {
            var names = new List<string>();
            foreach (var name in new[] { "a", "b", "c", "d" })
                names.Add(ids.Single(pair => pair.Value == host.Directory.ResolvePartnerAsync($"crm:{name}", default).AsTask().Result).Key);
            Assert.Equal(expected, string.Join(' ', names));
            await Task.CompletedTask;
        }
    }

    [Theory, DatabaseData]
    public async Task A_person_who_was_merged_is_known_by_the_identifiers_and_references_of_both(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var partner = await PartnerAsync(host, "nordwind");
        var (twin, ada) = (await PersonAsync(host, "twin"), await PersonAsync(host, "ada"));
        foreach (var person in new[] { twin, ada })
            await host.Admin.AddAsync(Affiliations, new { person, partner, roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" });
        var twinKey = new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:twin@x.example").AgentKey;
        await MergeAsync(host, People, "hr:twin", "hr:ada");

        Assert.Equal(ada, (await host.Directory.ResolveAsync([twinKey], default))[twinKey]);
        Assert.Equal(ada, await host.Directory.ResolvePersonAsync("hr:twin", default));
        Assert.Equal(ada, (await host.Directory.ResolvePeopleAsync([twin], partner, default))[twin]);
        // Two mailboxes and the SHA-1 of each.
        Assert.Equal(4, (await host.Directory.FindPersonAsync(ada, default))!.Identifiers.Count);
        Assert.Empty((await host.Directory.FindPersonAsync(twin, default))!.Identifiers);
        Assert.Equal(2, (await host.Directory.AffiliationsOfPersonAsync(ada, default)).Count(a => a.PersonId == ada));
        Assert.Empty(await host.Directory.AffiliationsOfPersonAsync(twin, default));
        Assert.All(await host.Directory.OwnAffiliationsAsync(partner, default), a => Assert.Equal(ada, a.PersonId));
        var agents = host.Services.GetRequiredService<IAgentDirectory>();
        Assert.Equal(["ada"], (await agents.FindAsync(new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:twin@x.example"), partner, default))!.Names);
        var (_, read) = await host.Admin.GetJsonAsync($"{People}/hr:twin");
        Assert.Equal((ada, 2), (Of(read, "id"), read["identifiers"]!.AsArray().Count));
        Assert.Equal(2, (await host.Admin.GetJsonAsync($"{Affiliations}?person=hr:ada")).Body["items"]!.AsArray().Count);
        // One row a person, and the one that counts once.
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var rows = await scope.ServiceProvider.GetRequiredService<IFeed<PersonRow>>().Rows(null).OrderBy(row => row.Id).ToListAsync();
            Assert.Equal(new[] { (twin, null, ada), (ada, partner, (string?)null) }.OrderBy(row => row.Item1, StringComparer.Ordinal), rows.Select(row => (row.Id, row.PartnerId, row.MergedIntoId)));
        }

        // The system that knows the twin goes on to write the twin, and takes nothing from the other record.
        var (status, written) = await host.Admin.PostAsync(People, new { source = "hr", externalId = "twin", name = "Twin", identifiers = new[] { new { mbox = "mailto:twin@x.example" }, new { mbox = "mailto:ada@x.example" } } });
        Assert.Equal((200, "updated", ada), (status, Of(written, "outcome"), Of(written, "mergedInto")));
        Assert.Equal(4, (await host.Directory.FindPersonAsync(ada, default))!.Identifiers.Count);
        Assert.Equal("ada", (await host.Directory.FindPersonAsync(ada, default))!.Name);
        Assert.Equal("unchanged", Of((await host.Admin.PostAsync(Affiliations, new { person = "hr:twin", partner = "crm:nordwind", roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" })).Body, "outcome"));

        await DeleteAsync(host, $"{People}/hr:twin/merge?reason=Two%20people%20after%20all");
        Assert.Equal(twin, (await host.Directory.ResolveAsync([twinKey], default))[twinKey]);
        Assert.Equal(2, (await host.Directory.FindPersonAsync(ada, default))!.Identifiers.Count);
        Assert.Single(await host.Directory.AffiliationsOfPersonAsync(twin, default));
    }

    [Theory, DatabaseData]
    public async Task Records_that_count_for_different_partners_at_once_are_not_merged_until_one_of_them_ends(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await PartnerAsync(host, "a");
        await PartnerAsync(host, "b");
        await PersonAsync(host, "one");
        await PersonAsync(host, "two");
        await host.Admin.AddAsync(Affiliations, new { person = "hr:one", partner = "crm:a", roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" });
        await host.Admin.AddAsync(Affiliations, new { person = "hr:two", partner = "crm:b", roles = new[] { "sales" }, from = "2026-02-01T00:00:00Z" });
        var (status, problem) = await host.Admin.PostAsync($"{People}/hr:one/merge", new { into = "hr:two", reason = "Same" });
        Assert.Equal((409, "counting-overlap"), (status, problem.Code()));
        await host.Admin.AddAsync(Affiliations, new { person = "hr:one", partner = "crm:a", roles = new[] { "sales" }, to = "2026-02-01T00:00:00Z" });
        await MergeAsync(host, People, "hr:one", "hr:two");
        // From then on the records are one person, who counts for one partner at a time.
        (status, problem) = await host.Admin.PostAsync(Affiliations, new { person = "hr:one", partner = "crm:a", roles = new[] { "sales" }, from = "2026-02-15T00:00:00Z", counting = true });
        Assert.Equal((409, "counting-overlap"), (status, problem.Code()));
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_and_says_why()
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        foreach (var name in new[] { "a", "b", "c" })
            await PartnerAsync(host, name);
        await PersonAsync(host, "ada");
        await MergeAsync(host, Partners, "crm:a", "crm:b");
        foreach (var (path, json, status, code) in new[]
        {
            ("crm:c", """{"into":"crm:c","reason":"x"}""", 400, "merge-into-itself"), ("crm:c", """{"into":"crm:a","reason":"x"}""", 409, "into-merged"), ("crm:a", """{"into":"crm:c","reason":"x"}""", 409, "already-merged"),
            ("crm:b", """{"into":"crm:a","reason":"x"}""", 409, "merge-cycle"), ("crm:c", """{"into":"crm:nobody","reason":"x"}""", 400, "unknown-partner"), ("crm:nobody", """{"into":"crm:c","reason":"x"}""", 404, "unknown-partner"),
            ("crm:c", """{"into":"hr:ada","reason":"x"}""", 400, "unknown-partner"), ("crm:c", """{"into":"c","reason":"x"}""", 400, "invalid-reference"), ("nothing", """{"into":"crm:c","reason":"x"}""", 404, "unknown-partner"),
            ("crm:c", """{"into":"crm:b"}""", 400, "missing-property"), ("crm:c", """{"reason":"x"}""", 400, "missing-property"), ("crm:c", """{"into":"crm:b","reason":""}""", 400, "wrong-length"),
            ("crm:c", """{"into":"crm:b","reason":"x","force":true}""", 400, "unknown-property"), ("crm:c", """{"into":7,"reason":"x"}""", 400, "wrong-type"), ("crm:c", "[]", 400, "wrong-type"), ("crm:c", "{", 400, "malformed-json"),
            ("crm:c", $$"""{"into":"crm:b","reason":"{{new string('x', 1001)}}"}""", 400, "wrong-length"), ("crm:c", $"\"{new string('x', 1 << 17)}\"", 413, "body-too-large"), ("%27%20OR%201=1", """{"into":"crm:c","reason":"x"}""", 404, "unknown-partner"),
        })
        {
            var (found, problem) = await host.Admin.PostTextAsync($"{Partners}/{path}/merge", json);
            Assert.Equal((json, status, code), (json, found, problem.Code()));
        }

        Assert.Equal((409, "not-merged"), await CodeAsync(DeleteAsync(host, $"{Partners}/crm:c/merge?reason=x")));
        Assert.Equal((404, "unknown-partner"), await CodeAsync(DeleteAsync(host, $"{Partners}/crm:nobody/merge?reason=x")));
        Assert.Equal((400, "invalid-parameter"), await CodeAsync(DeleteAsync(host, $"{Partners}/crm:a/merge")));
        Assert.Equal((400, "unknown-parameter"), await CodeAsync(DeleteAsync(host, $"{Partners}/crm:a/merge?why=x")));
        Assert.Equal((404, "unknown-person"), await CodeAsync(host.Admin.PostTextAsync($"{People}/hr:nobody/merge", """{"into":"hr:ada","reason":"x"}""")));
        Assert.Equal((400, "unknown-person"), await CodeAsync(host.Admin.PostTextAsync($"{People}/hr:ada/merge", """{"into":"hr:nobody","reason":"x"}""")));
        Assert.Single((await host.Admin.GetJsonAsync("/api/v1/merges")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Who_is_bound_to_a_partner_or_may_only_read_merges_nothing()
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        var (a, _) = (await PartnerAsync(host, "a"), await PartnerAsync(host, "b"));
        await PartnerAsync(host, "c");
        await MergeAsync(host, Partners, "crm:c", "crm:b");
        var own = await host.ClientAsync(a, Scopes.PartnersWrite);
        var reader = await host.ClientAsync(null, Scopes.PartnersRead);
        using var stranger = host.Anonymous();
        var body = new { into = "crm:b", reason = "x" };
        Assert.Equal(403, (await own.PostAsync($"{Partners}/crm:a/merge", body)).Status);
        Assert.Equal(403, (int)(await own.DeleteAsync(new Uri($"{Partners}/crm:c/merge?reason=x", UriKind.Relative))).StatusCode);
        Assert.Empty((await own.GetJsonAsync("/api/v1/merges")).Body["items"]!.AsArray());
        Assert.Equal(403, (await reader.PostAsync($"{Partners}/crm:a/merge", body)).Status);
        Assert.Single((await reader.GetJsonAsync("/api/v1/merges?limit=1")).Body["items"]!.AsArray());
        Assert.Equal(401, (await stranger.PostAsync($"{Partners}/crm:a/merge", body)).Status);
        Assert.Equal(401, (int)(await stranger.DeleteAsync(new Uri($"{People}/hr:a/merge?reason=x", UriKind.Relative))).StatusCode);
    }

    private static Task<string> PartnerAsync(PartnersHost host, string name) => host.Admin.AddAsync(Partners, new { source = "crm", externalId = name, name });

    private static Task<string> PersonAsync(PartnersHost host, string name) =>
        host.Admin.AddAsync(People, new { source = "hr", externalId = name, name, identifiers = new[] { new { mbox = $"mailto:{name}@x.example" } } });

    private static async Task MergeAsync(PartnersHost host, string path, string absorbed, string into)
    {
        var (status, answer) = await host.Admin.PostAsync($"{path}/{absorbed}/merge", new { into, reason = "One and the same" });
        Assert.True(status == 200, answer.ToJsonString());
    }

    private static async Task<(int Status, JsonNode Body)> DeleteAsync(PartnersHost host, string path)
    {
        using var response = await host.Admin.DeleteAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static async Task<(int, string)> CodeAsync(Task<(int Status, JsonNode Body)> answer)
    {
        var (status, body) = await answer;
        return (status, body.Code());
    }

    private static async Task<List<(string, string?)>> FeedAsync(PartnersHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<IFeed<PartnerRow>>().Rows(null).OrderBy(row => row.Id).ToListAsync()).Select(row => (row.Id, row.MergedIntoId))];
    }

    private static async Task<string?> CountingAsync(PartnersHost host, string person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IFeed<PersonRow>>().Rows(null).SingleAsync(row => row.Id == person)).PartnerId;
    }

    private static string Of(JsonNode node, string property) => (string)node[property]!;
}
