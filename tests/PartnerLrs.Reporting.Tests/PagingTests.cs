using System.Text.Json.Nodes;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Reporting.Tests;

public sealed class PagingTests(FeedWorlds worlds)
{
    [Theory]
    [DatabaseData("ExpiresAt")]
    [DatabaseData("ExpiresAt desc")]
    [DatabaseData("PartnerId")]
    [DatabaseData("PartnerId desc,ExpiresAt")]
    [DatabaseData("State,ExpiresAt desc,PartnerId")]
    public async Task Paging_by_a_nullable_column_gives_each_row_once_and_nulls_as_the_smallest(Dialect dialect, string order)
    {
        var world = await worlds.OnAsync(dialect);
        var (rows, pages) = await world.Client.WalkAsync($"/odata/Awards?$orderby={order}", pageSize: 700);
        Assert.Equal((FeedWorld.AwardCount, 18), (rows.Count, pages));
        Assert.Equal(FeedWorld.AwardCount, rows.Select(row => (string)row["Id"]!).Distinct().Count());
        var expected = rows.ToList();
        expected.Sort((a, b) => Compare(a, b, order));
        Assert.Equal(expected.Select(row => (string)row["Id"]!), rows.Select(row => (string)row["Id"]!));
    }

    [Theory, DatabaseData]
    public async Task Without_a_preference_a_page_has_five_thousand_rows(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var (status, first) = await world.Client.ReadAsync("/odata/Awards?$count=true&$orderby=ExpiresAt");
        Assert.Equal((200, 5000, FeedWorld.AwardCount), (status, first["value"]!.AsArray().Count, (int)first["@odata.count"]!));
        Assert.Contains("$skiptoken=", Uri.UnescapeDataString((string)first["@odata.nextLink"]!), StringComparison.Ordinal);
        var (rows, pages) = await world.Client.WalkAsync("/odata/Awards");
        Assert.Equal((FeedWorld.AwardCount, 3), (rows.Count, pages));
        Assert.Equal(rows.Select(row => (string)row["Id"]!).Order(StringComparer.Ordinal), rows.Select(row => (string)row["Id"]!));
    }

    [Theory, DatabaseData]
    public async Task Booleans_and_numbers_page_too(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        foreach (var order in new[] { "Allowed,PolicyVersion desc", "Allowed desc,ValidUntil desc", "PolicyVersion,Allowed", "ValidUntil", "Id desc" })
        {
            var (rows, pages) = await world.Client.WalkAsync($"/odata/GateStatus?$orderby={order}", pageSize: 7);
            Assert.Equal((40, 6), (rows.Count, pages));
            var expected = rows.ToList();
            expected.Sort((a, b) => Compare(a, b, order));
            Assert.Equal(expected.Select(row => (string)row["Id"]!), rows.Select(row => (string)row["Id"]!));
            Assert.Equal(40, rows.Select(row => (string)row["Id"]!).Distinct().Count());
        }
    }

    [Theory, DatabaseData]
    public async Task Amounts_filter_and_page_as_numbers(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        foreach (var (order, sign) in new[] { ("Amount", 1), ("Amount desc,ExternalId", -1) })
        {
            var (rows, pages) = await world.Client.WalkAsync($"/odata/Deals?$orderby={order}", pageSize: 7);
            Assert.Equal((60, 9, 60), (rows.Count, pages, rows.Select(row => (string)row["Id"]!).Distinct().Count()));
            var amounts = rows.Select(row => (decimal?)row["Amount"] ?? -1m).ToList();
            Assert.Equal(amounts.OrderBy(amount => amount * sign), amounts);
            Assert.Equal(15, amounts.Count(amount => amount < 0));
        }

        var over = await world.Client.RowsAsync("/odata/Deals?$filter=Amount gt 40.25 and Currency eq 'EUR'");
        Assert.All(over, row => Assert.True((decimal)row!["Amount"]! > 40.25m));
        Assert.NotEmpty(await world.Client.RowsAsync("/odata/Deals?$filter=Amount eq 37 and Currency eq 'JPY'"));
        Assert.Equal(Enumerable.Range(0, 60).Count(i => i % 4 == 2 && (i * 37 % 50) + 0.25m > 40.25m), over.Count);
    }

    [Theory, DatabaseData]
    public async Task Top_and_skip_hold_across_pages_with_filter_and_select(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var (all, _) = await world.Client.WalkAsync("/odata/Awards?$filter=State eq 'active'&$orderby=ExpiresAt&$select=Id");
        var (some, pages) = await world.Client.WalkAsync("/odata/Awards?$filter=State eq 'active'&$orderby=ExpiresAt&$select=Id&$skip=100&$top=1050", pageSize: 500);
        Assert.Equal(3, pages);
        Assert.Equal(all.Skip(100).Take(1050).Select(row => (string)row["Id"]!), some.Select(row => (string)row["Id"]!));
        Assert.All(some, row => Assert.Null(row["State"]));
        Assert.Empty(await world.Client.RowsAsync("/odata/Awards?$top=0"));
        Assert.Empty(await world.Client.RowsAsync("/odata/Awards?$skip=1000000"));
    }

    [Theory, DatabaseData]
    public async Task The_preferred_page_size_is_acknowledged_and_never_above_the_servers(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        foreach (var (preferred, applied) in new (string, string?)[] { ("odata.maxpagesize=3", "odata.maxpagesize=3"), ("maxpagesize=99999", "maxpagesize=5000"), ("odata.maxpagesize=0", null), ("odata.maxpagesize=x", null), ("return=minimal", null) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/odata/GateStatus");
            request.Headers.TryAddWithoutValidation("Prefer", preferred);
            using var response = await world.Client.SendAsync(request);
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal(applied, response.Headers.TryGetValues("Preference-Applied", out var values) ? string.Join(',', values) : null);
        }
    }

    [Theory, DatabaseData]
    public async Task A_token_that_was_not_given_out_for_this_order_is_refused(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var (_, page) = await world.Client.ReadAsync("/odata/Awards?$orderby=ExpiresAt", pageSize: 1);
        var next = (string)page["@odata.nextLink"]!;
        string[] tokens = ["", "x", "!!", "Id-'award-1'", Token("[]"), Token("{}"), Token("[\"Id\",7]"), Token("[\"Id\",null]"), Token("[\"Id\",\"a\\u0000\"]"), Token("[\"Id\",{}]"), Token("[\"Id\",[1]]"), Token("[\"Id\",\"a\",\"b\"]"), Token("[\"Name\",\"a\"]"), Token("[7,\"a\"]"), Token("[\"Id\",\"\\ud800\"]")];
        foreach (var path in tokens.Select(token => $"/odata/Awards?$skiptoken={Uri.EscapeDataString(token)}").Append(next.Replace("ExpiresAt", "EarnedAt", StringComparison.Ordinal)).Append(next.Replace("Awards", "GateStatus", StringComparison.Ordinal)))
        {
            var (status, problem) = await world.Client.ReadAsync(path);
            Assert.True(status == 400, $"{path}: {status} {problem.ToJsonString()}");
        }

        Assert.Single(await world.Client.RowsAsync($"/odata/Awards?$skiptoken={Token("[\"Id\",\"award-11998' OR 1=1 --\"]")}"));

        static string Token(string json) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(json));
    }

    private static int Compare(JsonNode a, JsonNode b, string order)
    {
        foreach (var part in order.Split(',').Append("Id"))
        {
            var name = part.Split(' ')[0];
            var sign = CompareValues(a[name], b[name]);
            if (sign != 0)
                return part.EndsWith(" desc", StringComparison.Ordinal) ? -sign : sign;
        }

        return 0;
    }

    private static int CompareValues(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ when a.GetValueKind() == System.Text.Json.JsonValueKind.Number => ((int)a).CompareTo((int)b),
        _ when a.ToString().Length > 10 && DateTimeOffset.TryParse(a.ToString(), out var x) && DateTimeOffset.TryParse(b.ToString(), out var y) => x.CompareTo(y),
        _ => string.CompareOrdinal(a.ToString(), b.ToString()),
    };
}
