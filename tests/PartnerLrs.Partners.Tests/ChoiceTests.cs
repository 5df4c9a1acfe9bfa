using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

/// <summary>Rule 5: two affiliations that claim to count wait in a queue; the person chooses, with a cool-down.</summary>
public sealed class ChoiceTests
{
    private const string Path = "/api/v1/affiliations";

    [Theory, DatabaseData]
    public async Task A_second_claim_to_count_waits_in_the_queue_until_the_person_chooses(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        var first = await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:a", roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" });
        var (status, second) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "presales" }, from = "2026-02-01T00:00:00Z" });
        Assert.Equal((201, false, true), (status, (bool)second["counting"]!, (bool)second["contested"]!));
        Assert.Equal(Of(second, "id"), Of(Assert.Single((await QueueAsync(host))!.AsArray())!, "id"));
        Assert.Equal(first, Of(Assert.Single((await host.Admin.GetJsonAsync($"{Path}?conflict=false")).Body["items"]!.AsArray())!, "id"));
        // Sent again it goes on waiting.
        Assert.Equal("unchanged", Of((await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "presales" }, from = "2026-02-01T00:00:00Z" })).Body, "outcome"));

        var (_, chosen) = await host.Admin.PostAsync($"{Path}/{Of(second, "id")}/choice", new { reason = "She said so" });
        Assert.Equal((true, false, "2026-03-01T12:00:00Z"), ((bool)chosen["counting"]!, (bool)chosen["contested"]!, Of(chosen, "from")));
        Assert.Empty((await QueueAsync(host)).AsArray());
        // What was until now stays, and both go on.
        Assert.Equal(
            ["a True 2026-01-01 2026-03-01", "a False 2026-03-01 ", "b False 2026-02-01 2026-03-01", "b True 2026-03-01 "],
            await TimelineAsync(host));
        var change = (await host.Directory.ChangesAsync(0, 1000, default)).TakeLast(2).ToList();
        Assert.All(change, c => Assert.Equal(DirectoryChangeKind.Affiliation, c.Kind));
        Assert.Equal(2, change.Select(c => c.PartnerId).Distinct().Count());
        // To choose what counts chooses nothing.
        var (_, again) = await host.Admin.PostAsync($"{Path}/{Of(chosen, "id")}/choice", new { });
        Assert.Equal(Of(chosen, "id"), Of(again, "id"));
        Assert.Equal(1, await host.CountAsync("partners_choices"));
    }

    [Theory, DatabaseData]
    public async Task Between_two_choices_the_policys_cool_down_must_pass_and_the_refusal_says_until_when(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        host.Catalog.CoolDown = new CalendarPeriod(1, 0);
        await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:a", roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" });
        var second = await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2026-02-01T00:00:00Z" });
        Assert.Equal(200, (await host.Admin.PostAsync($"{Path}/{second}/choice", new { })).Status);
        host.Clock.Advance(TimeSpan.FromDays(30));
        var back = (await host.Directory.AffiliationsOfPersonAsync(await PersonAsync(host), default)).Single(a => a is { Counting: false, To: null });
        var (status, problem) = await host.Admin.PostAsync($"{Path}/{back.Id}/choice", new { });
        Assert.Equal((409, "cool-down"), (status, problem.Code()));
        Assert.Contains("another one is possible from 2026-04-01T12:00:00Z on", Of(problem, "detail"), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await host.Admin.PostAsync($"{Path}/{back.Id}/choice", new { })).Status);
        Assert.Equal(2, await host.CountAsync("partners_choices"));
        // A leaver needs no choice.
        host.Catalog.CoolDown = null;
        Assert.Equal("a True 2026-04-01 ", (await TimelineAsync(host)).Single(line => line.Contains("True 2026-04-01", StringComparison.Ordinal)));
    }

    [Theory, DatabaseData]
    public async Task Who_says_outright_that_it_counts_is_refused_and_who_says_that_it_does_not_leaves_the_queue(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:a", roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z" });
        var (status, problem) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2026-02-01T00:00:00Z", counting = true });
        Assert.Equal((409, "counting-overlap"), (status, problem.Code()));
        Assert.Contains("have the person choose it", Of(problem, "detail"), StringComparison.Ordinal);
        await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2026-02-01T00:00:00Z" });
        Assert.Single((await QueueAsync(host)).AsArray());
        await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2026-02-01T00:00:00Z", counting = false });
        Assert.Empty((await QueueAsync(host)).AsArray());
        // One that has ended waits for nobody.
        await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2026-01-15T00:00:00Z", to = "2026-02-01T00:00:00Z" });
        Assert.Empty((await QueueAsync(host)).AsArray());
    }

    [Fact]
    public async Task What_cannot_be_chosen_is_refused_and_says_why()
    {
        await using var host = await WorldAsync(Dialect.Sqlite);
        var first = await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:a", roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z", to = "2026-06-01T00:00:00Z" });
        var second = await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2026-02-01T00:00:00Z" });
        var ended = await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:b", roles = new[] { "sales" }, from = "2025-01-01T00:00:00Z", to = "2025-02-01T00:00:00Z", counting = false });
        await host.Admin.AddAsync(Path, new { person = "hr:ada", partner = "crm:a", roles = new[] { "sales" }, from = "2026-09-01T00:00:00Z" });
        foreach (var (id, json, status, code) in new[]
        {
            (ended, "{}", 409, "not-in-force"), (second, "{}", 409, "counting-overlap"), (Guid.Empty.ToString(), "{}", 404, "unknown-affiliation"), ("x", "{}", 404, "unknown-affiliation"),
            (second, """{"reason":""}""", 400, "wrong-length"), (second, """{"why":"x"}""", 400, "unknown-property"), (second, "[]", 400, "wrong-type"), (second, "", 400, "empty-body"), (second, $"\"{new string('x', 1 << 17)}\"", 413, "body-too-large"),
        })
        {
            var (found, problem) = await host.Admin.PostTextAsync($"{Path}/{id}/choice", json);
            Assert.Equal((json, status, code), (json, found, problem.Code()));
        }

        Assert.Equal(400, (await host.Admin.GetJsonAsync($"{Path}?conflict=maybe")).Status);
        var own = await host.ClientAsync((await host.Admin.GetJsonAsync("/api/v1/partners/crm:b")).Body["id"]!.GetValue<string>(), Scopes.PartnersWrite);
        Assert.Equal(403, (await own.PostAsync($"{Path}/{second}/choice", new { })).Status);
        // A partner sees its own claims that wait, not those of others.
        Assert.Equal(second, Of(Assert.Single((await own.GetJsonAsync($"{Path}?conflict=true")).Body["items"]!.AsArray())!, "id"));
        var reader = await host.ClientAsync(null, Scopes.PartnersRead);
        Assert.Equal(403, (await reader.PostAsync($"{Path}/{second}/choice", new { })).Status);
        using var stranger = host.Anonymous();
        Assert.Equal(401, (await stranger.PostAsync($"{Path}/{first}/choice", new { })).Status);
    }

    private static async Task<PartnersHost> WorldAsync(Dialect dialect)
    {
        var host = await PartnersHost.StartAsync(dialect);
        foreach (var name in new[] { "a", "b" })
            await host.Admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = name, name });
        await host.Admin.AddAsync("/api/v1/people", new { source = "hr", externalId = "ada", name = "Ada" });
        return host;
    }

    private static async Task<JsonNode> QueueAsync(PartnersHost host) => (await host.Admin.GetJsonAsync($"{Path}?conflict=true")).Body["items"]!;

    private static async Task<string> PersonAsync(PartnersHost host) => (await host.Directory.ResolvePersonAsync("hr:ada", default))!;

    private static async Task<List<string>> TimelineAsync(PartnersHost host)
    {
        var lines = new List<(string Partner, AffiliationRecord Record)>();
        foreach (var record in await host.Directory.AffiliationsOfPersonAsync(await PersonAsync(host), default))
            lines.Add(((await host.Directory.FindPartnerAsync(record.PartnerId, default))!.Name, record));
        return [.. lines.OrderBy(line => line.Partner, StringComparer.Ordinal).ThenBy(line => line.Record.From)
            .Select(line => $"{line.Partner} {line.Record.Counting} {line.Record.From:yyyy-MM-dd} {line.Record.To:yyyy-MM-dd}")];
    }

    private static string Of(JsonNode node, string property) => (string)node[property]!;
}
