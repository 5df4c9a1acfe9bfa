using System.Text.Json.Nodes;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;
using static PartnerLrs.Performance.Tests.DealsHost;

namespace PartnerLrs.Performance.Tests;

public sealed class DealTests
{
    [Theory, DatabaseData]
    public async Task A_deal_is_created_changed_and_left_alone_by_its_source_and_external_id(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        var (status, made) = await host.Writer.PostAsync(Address, Deal(more: [("registrant", "hr:ada"), ("product", "atlas"), ("amount", 1250.5m), ("currency", "USD")]));
        Assert.Equal((201, "created", 1), (status, (string)made["outcome"]!, (int)made["version"]!));
        Assert.Equal((host.Nord, host.Ada, "atlas", 1250.50m, "USD"), ((string)made["partner"]!, (string)made["registrant"]!, (string)made["product"]!, (decimal)made["amount"]!, (string)made["currency"]!));

        host.Clock.Advance(TimeSpan.FromDays(1));
        var nudges = host.Observer.Nudges;
        (status, var same) = await host.Writer.PostAsync(Address, Deal(more: [("amount", 1250.50m), ("currency", "USD")]));
        Assert.Equal((200, "unchanged", nudges), (status, (string)same["outcome"]!, host.Observer.Nudges));
        Assert.Single(await host.Records.OfPartnerAsync(host.Nord, default));

        (status, var approved) = await host.Writer.PostAsync(Address, Deal(status: "approved", more: [("approvedAt", "2026-02-02T00:00:00Z"), ("protectedUntil", "2026-05-02T00:00:00Z"), ("product", null)]));
        Assert.Equal((200, "updated", 2), (status, (string)approved["outcome"]!, (int)approved["version"]!));
        Assert.Equal((1250.5m, host.Ada), ((decimal)approved["amount"]!, (string)approved["registrant"]!));
        Assert.Null(approved["product"]);
        foreach (var reference in new[] { (string)made["id"]!, "crm:1" })
        {
            var (_, read) = await host.Writer.GetJsonAsync($"{Address}/{reference}");
            Assert.Equal(("approved", "2026-05-02T00:00:00Z"), ((string)read["status"]!, (string)read["protectedUntil"]!));
        }
    }

    [Theory, DatabaseData]
    public async Task What_was_known_of_a_deal_at_any_time_stays(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, Deal(more: [("amount", 100), ("currency", "JPY")]));
        host.Clock.Advance(TimeSpan.FromDays(10));
        await host.Writer.PostAsync(Address, Deal(status: "won", more: [("closedAt", "2026-02-20T00:00:00Z")]));
        host.Clock.Advance(TimeSpan.FromDays(10));
        await host.Writer.PostAsync(Address, Deal(status: "lost"));

        var versions = await host.Records.OfPartnerAsync(host.Nord, default);
        Assert.Equal([(1, 1L, DealStatus.Submitted, 1), (2, 2L, DealStatus.Won, 11), (3, 3L, DealStatus.Lost, 21)], versions.Select(v => (v.Version, v.Seq, v.Status, v.KnownAt.DayOfYear - 59)));
        Assert.All(versions, v => Assert.Equal((100L, "JPY", "crm:1"), (v.AmountMinor, v.Currency, v.ExternalId)));
        var known = versions.Last(v => v.KnownAt <= new DateTime(2026, 3, 15, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal((DealStatus.Won, DateTimeKind.Utc), (known.Status, known.KnownAt.Kind));
    }

    [Theory, DatabaseData]
    public async Task A_deal_that_moves_is_told_to_both_partners_and_both_keep_what_was(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, Deal());
        await host.Writer.PostAsync(Address, Deal(partner: "crm:sud"));
        await host.Writer.PostAsync(Address, Deal("2", "crm:sud"));
        var changes = await host.Records.ChangesAsync(0, 10, default);
        Assert.Equal([(1L, host.Nord, null), (2L, host.Sud, host.Nord), (3L, host.Sud, null)], changes.Select(c => (c.Seq, c.PartnerId, c.FormerPartnerId)));
        Assert.Equal([3L], (await host.Records.ChangesAsync(2, 10, default)).Select(c => c.Seq));
        Assert.Equal([1L], (await host.Records.ChangesAsync(0, 1, default)).Select(c => c.Seq));
        Assert.Equal([1L, 2L], (await host.Records.OfPartnerAsync(host.Nord, default)).Select(v => v.Seq));
        Assert.Equal([1L, 2L, 3L], (await host.Records.OfPartnerAsync(host.Sud, default)).Select(v => v.Seq).Order());
    }

    [Theory, DatabaseData]
    public async Task The_log_has_no_gaps_and_knowledge_never_goes_backwards_though_the_clock_does_and_writers_race(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, Deal("0"));
        // A clock cannot be set back here; one that stands still is as bad.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.Writer.PostAsync(
            Address, Enumerable.Range(0, 20).Select(n => n % 5 == 0 ? Deal($"{i}-{n}", "crm:nobody") : Deal($"{i}-{n}")).ToArray())));
        var changes = await host.Records.ChangesAsync(0, 1000, default);
        Assert.Equal(Enumerable.Range(1, 1 + (8 * 16)).Select(n => (long)n), changes.Select(c => c.Seq));
        var versions = (await host.Records.OfPartnerAsync(host.Nord, default)).OrderBy(v => v.Seq).ToList();
        Assert.All(versions.Zip(versions.Skip(1)), pair => Assert.True(pair.First.KnownAt <= pair.Second.KnownAt));
    }

    [Theory, DatabaseData]
    public async Task More_writers_than_there_are_connections_wait_for_each_other_and_all_get_through(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        // The test database's pool has 20 connections, and every writer waits with one in its hand.
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => host.Writer.PostAsync(Address, Deal($"{i}", more: ("registrant", "hr:ada")))));
        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Equal(60, (await host.Records.ChangesAsync(0, 100, default)).Count);
    }

    [Theory, DatabaseData]
    public async Task Deals_are_listed_page_by_page_of_a_partner_or_in_a_status(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, Enumerable.Range(0, 7).Select(i => Deal($"{i}", i % 2 == 0 ? "crm:nord" : "crm:sud", i < 3 ? "rejected" : "submitted")).ToArray());
        var seen = new List<string>();
        for (string? next = $"{Address}?limit=3"; next is not null;)
        {
            var (status, page) = await host.Writer.GetJsonAsync(next);
            Assert.Equal(200, status);
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["externalId"]!));
            next = (string?)page["next"];
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], seen.Order());
        Assert.Equal(["0", "2"], await ListAsync("?partner=crm:nord&status=rejected"));
        Assert.Equal(["1", "3", "5"], await ListAsync($"?partner={host.Sud}"));
        Assert.Equal((404, "unknown-partner"), await RefusalAsync("?partner=crm:nobody"));
        Assert.Equal((400, "invalid-parameter"), await RefusalAsync("?status=open"));
        Assert.Equal((400, "invalid-parameter"), await RefusalAsync("?after=x"));
        Assert.Equal((400, "invalid-parameter"), await RefusalAsync("?limit=1001"));
        Assert.Equal((400, "unknown-parameter"), await RefusalAsync("?state=won"));

        async Task<IEnumerable<string>> ListAsync(string query) => (await host.Writer.GetJsonAsync(Address + query)).Body["items"]!.AsArray().Select(item => (string)item!["externalId"]!).Order();
        async Task<(int, string)> RefusalAsync(string query) => await host.Writer.GetJsonAsync(Address + query) is var (status, problem) ? (status, problem.Code()) : default;
    }

    [Theory, DatabaseData]
    public async Task The_feed_has_exact_amounts_that_can_be_filtered_and_sorted(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, new JsonArray(
            Deal("usd", more: [("amount", 1250.5m), ("currency", "USD")]),
            Deal("jpy", more: [("amount", 90_000), ("currency", "JPY")]),
            Deal("kwd", partner: "crm:sud", more: [("amount", 1.234m), ("currency", "KWD")]),
            Deal("clf", more: [("amount", 100_000_000_000_000m), ("currency", "CLF")]),
            Deal("none")));
        var rows = (await host.FeedAsync(null, feed => feed)).ToDictionary(row => row.ExternalId, row => (row.Amount, row.Currency));
        Assert.Equal((1250.5m, "USD"), rows["crm:usd"]);
        Assert.Equal((90_000m, "JPY"), rows["crm:jpy"]);
        Assert.Equal((1.234m, "KWD"), rows["crm:kwd"]);
        Assert.Equal((100_000_000_000_000m, "CLF"), rows["crm:clf"]);
        Assert.Equal((null, null), rows["crm:none"]);
        Assert.Equal(["crm:usd", "crm:jpy", "crm:clf"], (await host.FeedAsync(null, feed => feed.Where(row => row.Amount > 2m).OrderBy(row => row.Amount))).Select(row => row.ExternalId));
        Assert.Equal(["crm:kwd"], (await host.FeedAsync(host.Sud, feed => feed)).Select(row => row.ExternalId));
        Assert.Equal(4, (await host.FeedAsync(null, feed => feed.Where(row => row.Status == "submitted" && row.PartnerId == host.Nord))).Count);
    }
}
