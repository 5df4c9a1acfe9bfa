using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;
using static PartnerLrs.Performance.Tests.DealsHost;

namespace PartnerLrs.Performance.Tests;

/// <summary>What is wrong is named by its field; what is not allowed is refused.</summary>
public sealed class DealInputTests
{
    private const string Start = """{"source":"crm","externalId":"1","partner":"crm:nord","status":"submitted","submittedAt":"2026-02-01T00:00:00Z" """;

    [Theory]
    [InlineData("{}", "invalid-document", "/source")]
    [InlineData("""{"source":"crm","externalId":"1"}""", "missing-property", "/partner")]
    [InlineData("""{"source":"crm","externalId":"1","partner":"crm:nord"}""", "missing-property", "/status")]
    [InlineData("""{"source":"crm","externalId":"1","partner":"crm:nord","status":"won"}""", "missing-property", "/submittedAt")]
    [InlineData("""{"source":"crm","externalId":"1","partner":"crm:nobody","status":"won","submittedAt":"2026-02-01T00:00:00Z"}""", "unknown-partner", "/partner")]
    [InlineData("""{"source":"crm","externalId":"1","partner":"' OR 1=1","status":"won"}""", "invalid-reference", "/partner")]
    [InlineData("""{"source":"crm","externalId":"1","partner":null}""", "wrong-type", "/partner")]
    [InlineData("""{"source":"crm","externalId":"1","status":"open"}""", "invalid-status", "/status")]
    [InlineData("""{"source":"crm","externalId":"1","submittedAt":"yesterday"}""", "invalid-instant", "/submittedAt")]
    [InlineData("""{"source":"crm","externalId":"1","submittedAt":"2026-02-01T00:00:00"}""", "invalid-instant", "/submittedAt")]
    [InlineData(Start + ""","registrant":"hr:nobody"}""", "unknown-person", "/registrant")]
    [InlineData(Start + ""","product":""}""", "wrong-length", "/product")]
    [InlineData(Start + ""","amount":5}""", "invalid-amount", "/currency")]
    [InlineData(Start + ""","currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":null,"currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":-5,"currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":"5","currency":"USD"}""", "wrong-type", "/amount")]
    [InlineData(Start + ""","amount":5.001,"currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":5.5,"currency":"JPY"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":1e300,"currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":1e20,"currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":1.000000000000000000000000000000001,"currency":"USD"}""", "invalid-amount", "/amount")]
    [InlineData(Start + ""","amount":5,"currency":"usd"}""", "invalid-currency", "/currency")]
    [InlineData(Start + ""","amount":5,"currency":"DOLLARS"}""", "wrong-length", "/currency")]
    [InlineData(Start + ""","won":true}""", "unknown-property", "/won")]
    [InlineData(Start + ""","status":"won"}""", "repeated-property", "/status")]
    public async Task A_wrong_deal_is_refused_by_its_field(string json, string code, string pointer)
    {
        await using var host = await StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Writer.PostTextAsync(Address, json);
        Assert.Equal((400, code, pointer), (status, problem.Code(), problem.Pointer()));
        Assert.Empty(await host.Records.ChangesAsync(0, 10, default));
    }

    [Theory]
    [InlineData("submitted", "approvedAt", "2026-02-02T00:00:00Z", "approvedAt", "inconsistent-deal")]
    [InlineData("approved", "product", "atlas", "approvedAt", "inconsistent-deal")]
    [InlineData("approved", "approvedAt", "2026-01-31T23:59:59Z", "approvedAt", "inconsistent-deal")]
    [InlineData("approved", "closedAt", "2026-02-05T00:00:00Z", "approvedAt", "inconsistent-deal")]
    [InlineData("submitted", "closedAt", "2026-02-05T00:00:00Z", "closedAt", "inconsistent-deal")]
    [InlineData("won", "product", "atlas", "closedAt", "inconsistent-deal")]
    [InlineData("lost", "product", "atlas", "closedAt", "inconsistent-deal")]
    [InlineData("won", "closedAt", "2026-01-05T00:00:00Z", "closedAt", "inconsistent-deal")]
    [InlineData("won", "closedAt", "2026-03-02T12:00:01Z", "closedAt", "instant-in-future")]
    [InlineData("approved", "approvedAt", "2036-02-02T00:00:00Z", "approvedAt", "instant-in-future")]
    [InlineData("submitted", "submittedAt", "2126-02-02T00:00:00Z", "submittedAt", "instant-in-future")]
    [InlineData("withdrawn", "protectedUntil", "2026-05-02T00:00:00Z", "protectedUntil", "inconsistent-deal")]
    public async Task A_deal_that_contradicts_itself_is_refused_by_the_field_to_mend(string state, string field, string value, string wrong, string code)
    {
        await using var host = await StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Writer.PostAsync(Address, Deal(status: state, more: (field, value)));
        Assert.Equal((400, code, $"/{wrong}"), (status, problem.Code(), problem.Pointer()));
        Assert.StartsWith($"{wrong}: ", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z", "inconsistent-deal")]
    [InlineData("2026-02-02T00:00:00Z", "2036-03-01T12:00:01Z", "instant-in-future")]
    public async Task Protection_ends_after_the_approval_and_within_ten_years(string approved, string until, string code)
    {
        await using var host = await StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Writer.PostAsync(Address, Deal(status: "approved", more: [("approvedAt", approved), ("protectedUntil", until)]));
        Assert.Equal((400, code, "/protectedUntil"), (status, problem.Code(), problem.Pointer()));
    }

    [Theory]
    [InlineData("submitted")]
    [InlineData("rejected")]
    [InlineData("withdrawn")]
    [InlineData("approved", "approvedAt", "2026-02-01T00:00:00Z")]
    [InlineData("approved", "approvedAt", "2026-03-02T12:00:00Z")]
    [InlineData("won", "closedAt", "2026-02-01T00:00:00Z")]
    [InlineData("lost", "closedAt", "2026-03-01T00:00:00Z")]
    [InlineData("rejected", "closedAt", "2026-02-03T00:00:00Z")]
    public async Task A_deal_that_makes_sense_is_taken(string state, string? field = null, string? value = null)
    {
        await using var host = await StartAsync(Dialect.Sqlite);
        var (status, deal) = await host.Writer.PostAsync(Address, Deal(status: state, more: field is null ? [] : [(field, value)]));
        Assert.True(status == 201, deal.ToJsonString());
    }

    [Theory, DatabaseData]
    public async Task Of_an_array_the_good_rows_are_applied_and_each_bad_one_says_why(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        var (status, bulk) = await host.Writer.PostAsync(Address, new JsonArray(Deal("1"), Deal("1", status: "withdrawn"), Deal("2", "crm:nobody"), 7, Deal("3", status: "won"), Deal("4")));
        Assert.Equal((200, 2, 4), (status, (int)bulk["created"]!, (int)bulk["failed"]!));
        Assert.Equal(
            ["", "/1/externalId duplicate-row", "/2/partner unknown-partner", "/3 wrong-type", "/4/closedAt inconsistent-deal", ""],
            bulk["results"]!.AsArray().Select(row => row!["errors"] is { } errors ? $"{(string)errors[0]!["pointer"]!} {(string)errors[0]!["code"]!}" : ""));
        Assert.Equal("submitted", (string)(await host.Writer.GetJsonAsync($"{Address}/crm:1")).Body["status"]!);
    }

    [Theory, DatabaseData]
    public async Task A_dry_run_changes_nothing(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, Deal());
        var (status, bulk) = await host.Writer.PostAsync($"{Address}?dryRun=true", new JsonArray(Deal(status: "withdrawn"), Deal("2")));
        Assert.Equal((200, 1, 1), (status, (int)bulk["created"]!, (int)bulk["updated"]!));
        Assert.Null(bulk["results"]![1]!["id"]);
        Assert.Single(await host.Records.ChangesAsync(0, 10, default));
        Assert.Equal((404, 1), ((await host.Writer.GetJsonAsync($"{Address}/crm:2")).Status, host.Observer.Nudges));
    }

    [Theory, DatabaseData]
    public async Task A_thousand_deals_are_taken_at_once_and_changed_at_once_and_one_more_is_not(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        foreach (var (state, outcome) in new[] { ("submitted", "created"), ("withdrawn", "updated"), ("withdrawn", "unchanged") })
        {
            var (status, bulk) = await host.Writer.PostAsync(Address, Enumerable.Range(0, 1000).Select(i => Deal($"{i}", status: state)).ToArray());
            Assert.Equal((200, 1000), (status, (int)bulk[outcome]!));
        }

        Assert.Equal(2000, (await host.Records.ChangesAsync(0, 3000, default)).Count);
        var (refused, problem) = await host.Writer.PostAsync(Address, Enumerable.Range(0, 1001).Select(i => Deal($"{i}")).ToArray());
        Assert.Equal((400, "too-many-rows"), (refused, problem.Code()));
    }

    [Fact]
    public async Task Bodies_that_are_no_documents_are_refused()
    {
        await using var host = await StartAsync(Dialect.Sqlite);
        Assert.Equal(400, (await host.Writer.PostTextAsync(Address, "[{")).Status);
        Assert.Equal(400, (await host.Writer.PostTextAsync(Address, "")).Status);
        Assert.Equal(400, (await host.Writer.PostTextAsync(Address, "\"deal\"")).Status);
        Assert.Equal(415, (await host.Writer.PostTextAsync(Address, "{}", "text/csv")).Status);
        Assert.Equal(413, (await host.Writer.PostTextAsync(Address, $"{{\"product\":\"{new string('x', 4 << 20)}\"}}")).Status);
        Assert.Equal(400, (await host.Writer.PostTextAsync(Address, new StringBuilder().Insert(0, "[", 100_000).ToString())).Status);
        Assert.Equal(400, (await host.Writer.PostAsync($"{Address}?dryrun=true", Deal())).Status);
    }

    [Theory, DatabaseData]
    public async Task A_partners_own_credential_sees_and_writes_its_own_deals_and_hears_of_no_others(Dialect dialect)
    {
        await using var host = await StartAsync(dialect);
        await host.Writer.PostAsync(Address, new JsonArray(Deal("n"), Deal("s", "crm:sud")));
        var own = await host.ClientAsync(host.Nord, Scopes.DealsWrite);
        var mine = Deal("mine");
        mine.Remove("partner");
        Assert.Equal((201, host.Nord), await own.PostAsync(Address, mine) is var (status, made) ? (status, (string)made["partner"]!) : default);
        Assert.Equal(["mine", "n"], (await own.GetJsonAsync(Address)).Body["items"]!.AsArray().Select(item => (string)item!["externalId"]!).Order());
        Assert.Equal((200, 404), ((await own.GetJsonAsync($"{Address}/crm:n")).Status, (await own.GetJsonAsync($"{Address}/crm:s")).Status));
        Assert.Equal(404, (await own.GetJsonAsync($"{Address}?partner=crm:sud")).Status);
        Assert.Equal((403, "/partner"), await RefusalAsync(Deal("x", "crm:sud")));
        Assert.Equal((403, "/partner"), await RefusalAsync(Deal("x", "crm:nobody")));
        Assert.Equal((403, "/externalId"), await RefusalAsync(Deal("s")));
        // Bo works for the other partner: as unknown as somebody who is not there.
        Assert.Equal((400, "/registrant"), await RefusalAsync(Deal("x", more: ("registrant", "hr:bo"))));
        Assert.Equal((400, "/registrant"), await RefusalAsync(Deal("x", more: ("registrant", "hr:nobody"))));
        Assert.Equal(201, (await own.PostAsync(Address, Deal("x", more: ("registrant", "hr:ada")))).Status);

        async Task<(int, string?)> RefusalAsync(JsonObject deal) => await own.PostAsync(Address, deal) is var (refused, problem) ? (refused, problem.Pointer()) : default;
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_scope()
    {
        await using var host = await StartAsync(Dialect.Sqlite);
        var anonymous = host.Anonymous();
        Assert.Equal((401, 401, 401), ((await anonymous.PostAsync(Address, Deal())).Status, (await anonymous.GetJsonAsync(Address)).Status, (await anonymous.GetJsonAsync($"{Address}/crm:1")).Status));
        var reader = await host.ClientAsync(null, Scopes.PartnersRead);
        Assert.Equal((403, 200, 404), ((await reader.PostAsync(Address, Deal())).Status, (await reader.GetJsonAsync(Address)).Status, (await reader.GetJsonAsync($"{Address}/crm:1")).Status));
        var other = await host.ClientAsync(null, Scopes.GatesCheck);
        Assert.Equal((403, 403), ((await other.PostAsync(Address, Deal())).Status, (await other.GetJsonAsync(Address)).Status));
    }
}
