using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

public sealed class DirectoryTests
{
    [Theory, DatabaseData]
    public async Task Every_change_is_in_the_directorys_log_in_order_and_nudges_once_per_commit(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var partner = await host.Admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = "1", name = "N" });
        await host.Admin.PostAsync("/api/v1/people", new object[] { new { source = "hr", externalId = "1", name = "A" }, new { source = "hr", externalId = "2", name = "B" } });
        await host.Admin.AddAsync("/api/v1/affiliations", new { person = "hr:1", partner, roles = new[] { "sales" } });
        await host.Admin.AddAsync("/api/v1/affiliations", new { person = "hr:1", partner, roles = new[] { "sales" } });
        Assert.Equal(3, host.Observer.Nudges);
        var changes = await host.Directory.ChangesAsync(0, 100, default);
        Assert.Equal([DirectoryChangeKind.Partner, DirectoryChangeKind.Person, DirectoryChangeKind.Person, DirectoryChangeKind.Affiliation], changes.Select(c => c.Kind));
        Assert.Equal(changes.Select(c => c.Seq).Order(), changes.Select(c => c.Seq));
        Assert.Equal((partner, null), (changes[0].PartnerId, changes[0].PersonId));
        Assert.Equal((partner, changes[1].PersonId), (changes[3].PartnerId, changes[3].PersonId));
        Assert.Equal(changes.Skip(2), await host.Directory.ChangesAsync(changes[1].Seq, 100, default));
        Assert.Single(await host.Directory.ChangesAsync(0, 1, default));
    }

    [Theory, DatabaseData]
    public async Task Under_concurrent_writers_a_reader_of_the_log_misses_nothing(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var seen = new List<DirectoryChange>();
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            for (var i = 0; i < 10; i++)
                await host.Admin.AddAsync("/api/v1/partners", new { name = $"{writer}-{i}" });
        }));
        while (!writing.IsCompleted)
            seen.AddRange(await host.Directory.ChangesAsync(seen.Count == 0 ? 0 : seen[^1].Seq, 1000, default));
        await writing;
        seen.AddRange(await host.Directory.ChangesAsync(seen.Count == 0 ? 0 : seen[^1].Seq, 1000, default));
        Assert.Equal(60, seen.Select(c => c.PartnerId).Distinct().Count());
    }

    [Theory, DatabaseData]
    public async Task Partners_are_found_by_id_and_reference_and_everybody_can_be_gone_through(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var id = await host.Admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = "a:b", name = "N", status = "inactive" });
        Assert.Equal(new PartnerRecord(id, "N", false, "crm:a:b"), await host.Directory.FindPartnerAsync("crm:a:b", default));
        Assert.Equal(new PartnerRecord(id, "N", false, "crm:a:b"), await host.Directory.FindPartnerAsync(id, default));
        Assert.Null(await host.Directory.FindPartnerAsync("crm:\0", default));
        Assert.Null(await host.Directory.FindPartnerAsync("", default));
        Assert.Null(await host.Directory.FindPersonAsync("\0", default));
        await host.Admin.PostAsync("/api/v1/people", Enumerable.Range(0, 7).Select(i => new { name = $"P{i}" }));
        var all = new List<string>();
        for (IReadOnlyList<string> part = await host.Directory.PersonIdsAsync(null, 3, default); part.Count > 0; part = await host.Directory.PersonIdsAsync(part[^1], 3, default))
            all.AddRange(part);
        Assert.Equal(7, all.Distinct().Count());
        Assert.Equal(7, (await host.Directory.FindPeopleAsync([.. all, "unknown"], default)).Count);
        Assert.Equal([id], await host.Directory.PartnerIdsAsync(null, 10, default));
        Assert.Empty(await host.Directory.PartnerIdsAsync(id, 10, default));
    }

    [Theory, DatabaseData]
    public async Task The_people_feed_shows_the_affiliation_that_counts_now(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var a = await host.Admin.AddAsync("/api/v1/partners", new { name = "A" });
        var b = await host.Admin.AddAsync("/api/v1/partners", new { name = "B" });
        var person = await host.Admin.AddAsync("/api/v1/people", new { name = "P" });
        await host.Admin.PostAsync("/api/v1/affiliations", new object[]
        {
            new { person, partner = a, roles = new[] { "sales", "presales" }, from = "2026-01-01T00:00:00Z", to = "2026-03-01T13:00:00Z" },
            new { person, partner = b, roles = new[] { "support" }, from = "2026-03-01T14:00:00Z" },
            new { person, partner = b, roles = new[] { "sales" }, from = "2026-01-01T00:00:00Z", to = "2026-02-01T00:00:00Z", counting = false },
        });
        Assert.Equal((a, "presales sales"), await NowAsync());
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((null, ""), await NowAsync());
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((b, "support"), await NowAsync());

        async Task<(string?, string)> NowAsync()
        {
            await using var scope = host.Services.CreateAsyncScope();
            var row = await scope.ServiceProvider.GetRequiredService<IFeed<PersonRow>>().Rows(null).SingleAsync();
            Assert.Equal(DateTimeKind.Utc, row.CreatedAt.Kind);
            return (row.PartnerId, row.Roles);
        }
    }

    [Theory, DatabaseData]
    public async Task Instants_can_be_filtered_and_sorted_to_the_microsecond(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        foreach (var micros in new[] { 0, 1, 500_000, 999_999, 1_000_000 })
        {
            host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero).AddMicroseconds(micros));
            await host.Admin.AddAsync("/api/v1/partners", new { name = $"{micros}" });
        }

        await using var scope = host.Services.CreateAsyncScope();
        var rows = scope.ServiceProvider.GetRequiredService<IFeed<PartnerRow>>().Rows(null);
        var limit = new DateTime(2026, 3, 1, 13, 0, 0, DateTimeKind.Utc).AddMicroseconds(1);
        Assert.Equal(["1", "500000", "999999", "1000000"], await rows.Where(r => r.CreatedAt >= limit).OrderBy(r => r.CreatedAt).Select(r => r.Name).ToListAsync());
        Assert.Equal("1", (await rows.SingleAsync(r => r.CreatedAt == limit)).Name);
    }

    [Theory, DatabaseData]
    public async Task Names_sort_by_their_bytes_on_both_databases(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.PostAsync("/api/v1/partners", new[] { "b", "a", "B", "Ä", "A b", "A-b", "東" }.Select(name => new { name }));
        await using var scope = host.Services.CreateAsyncScope();
        var names = await scope.ServiceProvider.GetRequiredService<IFeed<PartnerRow>>().Rows(null).OrderBy(r => r.Name).Select(r => r.Name).ToListAsync();
        Assert.Equal(["A b", "A-b", "B", "a", "b", "Ä", "東"], names);
    }
}
