using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

public sealed class BoundCredentialTests
{
    [Theory, DatabaseData]
    public async Task A_bound_credential_reads_its_own_partner_people_and_affiliations_only(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        Assert.Equal(200, (await world.Bound.GetJsonAsync("/api/v1/partners/crm:own")).Status);
        Assert.Equal(404, (await world.Bound.GetJsonAsync("/api/v1/partners/crm:other")).Status);
        Assert.Equal(404, (await world.Bound.GetJsonAsync($"/api/v1/partners/{world.Other}")).Status);
        Assert.Equal([world.Own], await IdsAsync(world.Bound, "/api/v1/partners"));
        Assert.Equal(200, (await world.Bound.GetJsonAsync("/api/v1/people/hr:ann")).Status);
        Assert.Equal(404, (await world.Bound.GetJsonAsync("/api/v1/people/hr:bob")).Status);
        Assert.Equal(404, (await world.Bound.GetJsonAsync($"/api/v1/people/{world.Bob}")).Status);
        Assert.Equal([world.Ann], await IdsAsync(world.Bound, "/api/v1/people"));
        Assert.Equal([world.AnnsAffiliation], await IdsAsync(world.Bound, "/api/v1/affiliations"));
        Assert.Equal(404, (await world.Bound.GetJsonAsync($"/api/v1/affiliations/{world.BobsAffiliation}")).Status);
        Assert.Equal(404, (await world.Bound.GetJsonAsync("/api/v1/affiliations?partner=crm:other")).Status);
        Assert.Equal(404, (await world.Bound.GetJsonAsync("/api/v1/affiliations?person=hr:bob")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_bound_credential_writes_no_partner_not_even_its_own(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        var (status, problem) = await world.Bound.PostAsync("/api/v1/partners", new { source = "crm", externalId = "own", name = "Renamed" });
        Assert.Equal((403, "forbidden"), (status, problem.Code()));
        (_, problem) = await world.Bound.PostAsync("/api/v1/partners", new[] { new { name = "New" } });
        Assert.Equal("forbidden", (string)problem["results"]![0]!["errors"]![0]!["code"]!);
    }

    [Theory, DatabaseData]
    public async Task A_bound_credential_changes_its_own_people_and_is_forbidden_others(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        var (_, bulk) = await world.Bound.PostAsync("/api/v1/people", new object[]
        {
            new { source = "hr", externalId = "ann", name = "Ann B" },
            new { source = "hr", externalId = "bob", name = "Mine now" },
        });
        Assert.Equal((1, 1), ((int)bulk["updated"]!, (int)bulk["failed"]!));
        Assert.Equal(("forbidden", "/1/externalId"), ((string)bulk["results"]![1]!["errors"]![0]!["code"]!, (string)bulk["results"]![1]!["errors"]![0]!["pointer"]!));
        var (status, problem) = await world.Bound.PostAsync("/api/v1/people", new { source = "hr", externalId = "bob", name = "Mine now" });
        Assert.Equal((403, "forbidden"), (status, problem.Code()));
    }

    [Theory, DatabaseData]
    public async Task A_bound_credential_cannot_reach_for_a_person_by_affiliating_them(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        var (status, problem) = await world.Bound.PostAsync("/api/v1/affiliations", new { person = "hr:bob", partner = "crm:own", roles = new[] { "sales" }, counting = false });
        Assert.Equal((403, "forbidden", "/person"), (status, problem.Code(), problem.Pointer()));
        (status, problem) = await world.Bound.PostAsync("/api/v1/affiliations", new { person = "hr:ann", partner = "crm:other", roles = new[] { "sales" } });
        Assert.Equal((403, "forbidden", "/partner"), (status, problem.Code(), problem.Pointer()));
        Assert.Equal(404, (await world.Bound.GetJsonAsync("/api/v1/people/hr:bob")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_bound_credential_registers_people_sees_them_and_affiliates_them(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        var id = await world.Bound.AddAsync("/api/v1/people", new { source = "own-hr", externalId = "1", name = "New" });
        Assert.Equal(200, (await world.Bound.GetJsonAsync($"/api/v1/people/{id}")).Status);
        await world.Bound.AddAsync("/api/v1/affiliations", new { person = id, partner = "crm:own", roles = new[] { "sales" } });
        Assert.Contains(id, await IdsAsync(world.Bound, "/api/v1/people"));
        var rival = await world.Host.ClientAsync(world.Other, Scopes.PartnersWrite);
        Assert.Equal(404, (await rival.GetJsonAsync($"/api/v1/people/{id}")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_leaver_is_out_of_the_old_partners_sight_and_reach(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        await world.Host.Admin.PostAsync("/api/v1/affiliations", new object[]
        {
            new { person = "hr:ann", partner = "crm:own", roles = new[] { "sales" }, to = "2026-03-01T12:00:00.5Z" },
            new { person = "hr:ann", partner = "crm:other", roles = new[] { "sales" }, from = "2026-03-01T12:00:00.5Z" },
        });
        Assert.Equal(200, (await world.Bound.GetJsonAsync("/api/v1/people/hr:ann")).Status);
        world.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(404, (await world.Bound.GetJsonAsync("/api/v1/people/hr:ann")).Status);
        Assert.Equal(403, (await world.Bound.PostAsync("/api/v1/people", new { source = "hr", externalId = "ann", name = "X" })).Status);
        Assert.Equal([world.AnnsAffiliation], await IdsAsync(world.Bound, "/api/v1/affiliations"));
    }

    [Theory, DatabaseData]
    public async Task Refusals_to_a_bound_credential_tell_nothing_of_others(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        var (status, problem) = await world.Bound.PostAsync("/api/v1/people", new { name = "Spy", identifiers = new[] { new { mbox = "mailto:bob@other.example" } } });
        Assert.Equal((409, "identifier-taken"), (status, problem.Code()));
        Assert.DoesNotContain(world.Bob, problem.ToJsonString(), StringComparison.Ordinal);
        await world.Host.Admin.AddAsync("/api/v1/affiliations", new { person = "hr:ann", partner = "crm:own", roles = new[] { "sales" }, counting = false });
        await world.Host.Admin.AddAsync("/api/v1/affiliations", new { person = "hr:ann", partner = "crm:other", roles = new[] { "sales" } });
        (status, problem) = await world.Bound.PostAsync("/api/v1/affiliations", new { person = "hr:ann", partner = "crm:own", roles = new[] { "sales" }, counting = true });
        Assert.Equal((409, "counting-overlap"), (status, problem.Code()));
        Assert.DoesNotContain("Other", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Other, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task The_feeds_give_a_bound_credential_its_own_rows_only(Dialect dialect)
    {
        await using var world = await World.MakeAsync(dialect);
        await using var scope = world.Host.Services.CreateAsyncScope();
        var partners = scope.ServiceProvider.GetRequiredService<IFeed<PartnerRow>>();
        var people = scope.ServiceProvider.GetRequiredService<IFeed<PersonRow>>();
        Assert.Equal(2, await partners.Rows(null).CountAsync());
        Assert.Equal("crm:own", (await partners.Rows(world.Own).SingleAsync()).ExternalId);
        Assert.Equal(2, await people.Rows(null).CountAsync());
        var ann = await people.Rows(world.Own).SingleAsync();
        Assert.Equal((world.Ann, world.Own, "sales", "hr:ann"), (ann.Id, ann.PartnerId, ann.Roles, ann.ExternalId));
        await world.Host.Admin.AddAsync("/api/v1/affiliations", new { person = "hr:ann", partner = "crm:own", roles = new[] { "sales" }, counting = false });
        await world.Host.Admin.AddAsync("/api/v1/affiliations", new { person = "hr:ann", partner = "crm:other", roles = new[] { "support" } });
        ann = await people.Rows(world.Own).SingleAsync();
        Assert.Equal((null, ""), (ann.PartnerId, ann.Roles));
        Assert.Equal(world.Other, (await people.Rows(null).SingleAsync(p => p.Id == world.Ann)).PartnerId);
    }

    private static async Task<string[]> IdsAsync(HttpClient client, string path) =>
        [.. (await client.GetJsonAsync(path)).Body["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private sealed record World(PartnersHost Host, HttpClient Bound, string Own, string Other, string Ann, string Bob, string AnnsAffiliation, string BobsAffiliation) : IAsyncDisposable
    {
        public static async Task<World> MakeAsync(Dialect dialect)
        {
            var host = await PartnersHost.StartAsync(dialect);
            var own = await host.Admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = "own", name = "Own" });
            var other = await host.Admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = "other", name = "Other" });
            var ann = await host.Admin.AddAsync("/api/v1/people", new { source = "hr", externalId = "ann", name = "Ann", identifiers = new[] { new { mbox = "mailto:ann@own.example" } } });
            var bob = await host.Admin.AddAsync("/api/v1/people", new { source = "hr", externalId = "bob", name = "Bob", identifiers = new[] { new { mbox = "mailto:bob@other.example" } } });
            var anns = await host.Admin.AddAsync("/api/v1/affiliations", new { person = ann, partner = own, roles = new[] { "sales" } });
            var bobs = await host.Admin.AddAsync("/api/v1/affiliations", new { person = bob, partner = other, roles = new[] { "support" } });
            return new World(host, await host.ClientAsync(own, Scopes.PartnersWrite), own, other, ann, bob, anns, bobs);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
