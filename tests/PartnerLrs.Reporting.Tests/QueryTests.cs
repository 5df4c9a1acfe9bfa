using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Reporting.Tests;

public sealed class QueryTests(FeedWorlds worlds)
{
    [Theory]
    [DatabaseData("Name eq 'O''Brien %26 \"Sons\"'", "crm:obrien")]
    [DatabaseData("contains(Name,'東京')", "crm:tokyo")]
    [DatabaseData("contains(Name,'%25')", "crm:tokyo")]
    [DatabaseData("contains(Name,'_')", "")]
    [DatabaseData("startswith(Name,'Nord')", "crm:nordwind")]
    [DatabaseData("startswith(Name,'nord')", "crm:daughter")]
    [DatabaseData("startswith(Name,'')", "crm:daughter,crm:nordwind,crm:obrien,crm:tokyo")]
    [DatabaseData("startswith(Name,'N_r')", "")]
    [DatabaseData("not startswith(Name,'東')", "crm:daughter,crm:nordwind,crm:obrien")]
    [DatabaseData("endswith(Name,'GmbH')", "crm:nordwind")]
    [DatabaseData("endswith(Name,'gmbh')", "")]
    [DatabaseData("endswith(Name,'100%25')", "crm:tokyo")]
    [DatabaseData("endswith(Name,'')", "crm:daughter,crm:nordwind,crm:obrien,crm:tokyo")]
    [DatabaseData("endswith(Name,'a text that is longer than any name is here')", "")]
    [DatabaseData("startswith(ParentId,'x') or endswith(ParentId,'x')", "")]
    [DatabaseData("tolower(Name) eq 'nordwind gmbh'", "crm:nordwind")]
    [DatabaseData("length(Name) gt 15", "crm:daughter,crm:obrien")]
    [DatabaseData("indexof(Name,'Sons') gt 0", "crm:obrien")]
    [DatabaseData("substring(Name,0,4) eq 'Nord'", "crm:nordwind")]
    [DatabaseData("ParentId eq null and Status eq 'active'", "crm:nordwind,crm:obrien,crm:tokyo")]
    [DatabaseData("ParentId ne null", "crm:daughter")]
    [DatabaseData("Status in ('inactive','gone')", "crm:daughter")]
    [DatabaseData("not (ExternalId eq 'crm:tokyo') and Name ge 'O'", "crm:daughter,crm:obrien")]
    [DatabaseData("Name eq 'x'' OR ''1''=''1'", "")]
    [DatabaseData("Name eq '''; DROP TABLE partners_organisations; --'", "")]
    [DatabaseData("CreatedAt gt 2020-01-01T00:00:00Z and CreatedAt lt 2100-01-01T00:00:00%2B02:00 and Status eq 'inactive'", "crm:daughter")]
    [DatabaseData("CreatedAt lt 2020-01-01T00:00:00Z", "")]
    public async Task A_filter_finds_the_partners_that_it_describes(Dialect dialect, string filter, string expected)
    {
        var world = await worlds.OnAsync(dialect);
        var found = await world.Client.ColumnAsync($"/odata/Partners?$filter={filter}&$orderby=ExternalId", "ExternalId");
        Assert.Equal(expected, string.Join(',', found));
    }

    [Theory]
    [DatabaseData("Awards", "ExpiresAt eq null", 2400)]
    [DatabaseData("Awards", "PartnerId eq null and State eq 'active'", 858)]
    [DatabaseData("Awards", "EarnedAt ge 2026-01-09T00:00:00Z", 480)]
    [DatabaseData("Awards", "EarnedAt eq 2026-01-01T01:01:00%2B01:00", 1)]
    [DatabaseData("Awards", "year(EarnedAt) eq 2026 and month(EarnedAt) eq 1 and day(EarnedAt) eq 2 and hour(EarnedAt) eq 3", 60)]
    [DatabaseData("Awards", "date(EarnedAt) eq 2026-01-02", 1440)]
    [DatabaseData("Awards", "year(ExpiresAt) eq 2026", 9600)]
    [DatabaseData("GateStatus", "Allowed", 10)]
    [DatabaseData("GateStatus", "Allowed eq false", 30)]
    [DatabaseData("GateStatus", "not Allowed and PolicyVersion ge 4", 9)]
    [DatabaseData("GateStatus", "contains(Short,'≥')", 30)]
    [DatabaseData("GateStatus", "ValidUntil gt 2026-02-01T00:00:00Z", 5)]
    [DatabaseData("People", "Roles eq 'sales'", 20)]
    [DatabaseData("People", "Roles eq ''", 10)]
    [DatabaseData("People", "PartnerId eq null", 10)]
    public async Task A_filter_counts_the_same_rows_on_both_databases(Dialect dialect, string set, string filter, int expected)
    {
        var world = await worlds.OnAsync(dialect);
        var (status, body) = await world.Client.ReadAsync($"/odata/{set}?$filter={filter}&$count=true&$top=1");
        Assert.True(status == 200, body.ToJsonString());
        Assert.Equal(expected, (int)body["@odata.count"]!);
        var (_, count) = await world.Client.ReadAsync($"/odata/{set}/$count?$filter={filter}");
        Assert.Equal(expected, int.Parse(count["text"]?.ToString() ?? "-1"));
    }

    [Theory, DatabaseData]
    public async Task Select_gives_the_columns_that_are_asked_for(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var row = (await world.Client.RowsAsync("/odata/People?$select=Name,PartnerId&$orderby=ExternalId&$top=1"))[0]!.AsObject();
        Assert.Equal(["Name", "PartnerId"], row.Select(property => property.Key));
        Assert.Equal(("Person 00", world.Partners["nordwind"]), ((string)row["Name"]!, (string)row["PartnerId"]!));
    }

    [Theory, DatabaseData]
    public async Task Order_is_by_bytes_in_either_direction(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        Assert.Equal(["Nordwind GmbH", "O'Brien & \"Sons\"", "nordwind daughter", "東京 Söhne 100%"], await world.Client.ColumnAsync("/odata/Partners?$orderby=Name", "Name"));
        Assert.Equal(["東京 Söhne 100%", "nordwind daughter", "O'Brien & \"Sons\"", "Nordwind GmbH"], await world.Client.ColumnAsync("/odata/Partners?$orderby=Name desc", "Name"));
        Assert.Equal(["nordwind daughter"], await world.Client.ColumnAsync("/odata/Partners?$orderby=ParentId desc,Name&$top=1", "Name"));
    }

    [Theory, DatabaseData]
    public async Task Instants_are_answered_in_utc(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var row = (await world.Client.RowsAsync("/odata/Awards?$filter=Id eq 'award-00001'"))[0]!;
        Assert.Equal(("2026-01-01T00:01:00Z", "2026-02-07T00:00:00.000001Z"), ((string)row["EarnedAt"]!, (string)row["ExpiresAt"]!));
    }

    [Theory]
    [DatabaseData("$filter=Nope eq 1", "Nope")]
    [DatabaseData("$filter=Name eq 7", "")]
    [DatabaseData("$filter=Name eq", "")]
    [DatabaseData("$filter=Name eq 'x", "")]
    [DatabaseData("$filter=", "$filter")]
    [DatabaseData("$filter=CreatedAt gt 'yesterday'", "")]
    [DatabaseData("$filter=CreatedAt gt 2026-99-99T00:00:00Z", "")]
    [DatabaseData("$filter=matchesPattern(Name,'(a%2B)%2B$')", "matchespattern")]
    [DatabaseData("$filter=cast(Name,'Edm.Int32') eq 1", "cast")]
    [DatabaseData("$filter=isof('PartnerLrs.Partner')", "")]
    [DatabaseData("$filter=nope(Name)", "nope")]
    [DatabaseData("$filter=length(Name) add 1 eq 2", "Add")]
    [DatabaseData("$filter=length(Name) div 0 eq 2", "Div")]
    [DatabaseData("$filter=Name", "")]
    [DatabaseData("$filter=Name eq '%00'", "null")]
    [DatabaseData("$select=Nope", "Nope")]
    [DatabaseData("$select=", "$select")]
    [DatabaseData("$select=Name($filter=1 eq 1)", "$select")]
    [DatabaseData("$skiptoken=", "$skiptoken")]
    [DatabaseData("$orderby=Nope", "Nope")]
    [DatabaseData("$orderby=Name sideways", "")]
    [DatabaseData("$orderby=tolower(Name)", "$orderby")]
    [DatabaseData("$orderby=Name,Name", "Name")]
    [DatabaseData("$orderby=$it", "")]
    [DatabaseData("$orderby=Id,Name,Status,ParentId,CreatedAt,ModifiedAt", "")]
    [DatabaseData("$orderby=", "$orderby")]
    [DatabaseData("$top=-1", "-1")]
    [DatabaseData("$top=ten", "ten")]
    [DatabaseData("$top=", "$top")]
    [DatabaseData("$top=99999999999999999999", "99999999999999999999")]
    [DatabaseData("$skip=-1", "-1")]
    [DatabaseData("$skip=x", "x")]
    [DatabaseData("$count=maybe", "maybe")]
    [DatabaseData("$top=1&$top=2", "$top")]
    [DatabaseData("$expand=People", "$expand")]
    [DatabaseData("$apply=aggregate($count as n)", "$apply")]
    [DatabaseData("$search=x", "$search")]
    [DatabaseData("$compute=length(Name) as n", "$compute")]
    [DatabaseData("$deltatoken=x", "$deltatoken")]
    [DatabaseData("$Filter=Name eq 'x'", "$Filter")]
    [DatabaseData("filter=Name eq 'x'", "filter")]
    [DatabaseData("$format=xml", "$format")]
    [DatabaseData("$format=application/atom%2Bxml", "$format")]
    public async Task A_wrong_option_is_refused_and_the_answer_names_it(Dialect dialect, string query, string named)
    {
        var world = await worlds.OnAsync(dialect);
        var (status, problem) = await world.Client.ReadAsync($"/odata/Partners?{query}");
        Assert.True(status == 400, $"{query}: {status} {problem.ToJsonString()}");
        var detail = (string)problem["detail"]!;
        Assert.Contains(named, detail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(detail, (string)problem["error"]!["message"]!);
        Assert.StartsWith("urn:partnerlrs:problem:", (string)problem["type"]!, StringComparison.Ordinal);
        foreach (var leak in new[] { "   at ", "Exception", "EnableQuery", "ODataValidationSettings", "PartnerRow", "SELECT" })
            Assert.DoesNotContain(leak, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task A_filter_has_bounds(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var fits = string.Join(" or ", Enumerable.Range(0, 20).Select(i => $"Name eq '{i}'"));
        var tooMuch = string.Join(" or ", Enumerable.Range(0, 150).Select(i => $"Name eq '{i}'"));
        Assert.Equal(200, (await world.Client.ReadAsync($"/odata/Partners?$filter={fits}")).Status);
        var (status, problem) = await world.Client.ReadAsync($"/odata/Partners?$filter={tooMuch}");
        Assert.Equal(400, status);
        Assert.Contains("400", (string)problem["detail"]!, StringComparison.Ordinal);
        var deep = new string('(', 1500) + "Allowed" + new string(')', 1500);
        Assert.Equal(400, (await world.Client.ReadAsync($"/odata/GateStatus?$filter={deep}")).Status);
        var negated = string.Concat(Enumerable.Repeat("not ", 1200)) + "Allowed";
        Assert.Equal(400, (await world.Client.ReadAsync($"/odata/GateStatus?$filter={negated}")).Status);
        var listed = string.Join(',', Enumerable.Range(0, 900).Select(i => $"'{i}'"));
        Assert.Contains((await world.Client.ReadAsync($"/odata/Partners?$filter=Name in ({listed})")).Status, new[] { 200, 400 });
    }

    [Theory]
    [DatabaseData("substring(Name,-1) eq 'x'")]
    [DatabaseData("substring(Name,0,-1) eq 'x'")]
    [DatabaseData("substring(Name,2147483647,2147483647) eq 'x'")]
    [DatabaseData("length(null) eq 1")]
    [DatabaseData("concat(Name,null) eq 'x'")]
    [DatabaseData("contains(null,Name)")]
    [DatabaseData("startswith(null,null)")]
    [DatabaseData("endswith(Name,ParentId)")]
    [DatabaseData("null eq null")]
    [DatabaseData("null")]
    [DatabaseData("true")]
    [DatabaseData("1 eq 1")]
    [DatabaseData("CreatedAt gt 0001-01-01T00:00:00Z")]
    [DatabaseData("CreatedAt lt 9999-12-31T23:59:59.9999999Z")]
    [DatabaseData("CreatedAt gt 0001-01-01T00:00:00%2B14:00")]
    [DatabaseData("CreatedAt eq null")]
    [DatabaseData("date(CreatedAt) eq 0001-01-01")]
    [DatabaseData("date(CreatedAt) eq null")]
    [DatabaseData("year(CreatedAt) eq 99999999999")]
    [DatabaseData("Name eq Id or Name lt Status")]
    [DatabaseData("Name in ()")]
    [DatabaseData("Name in (null)")]
    [DatabaseData("Name has 'x'")]
    public async Task An_awkward_filter_is_answered_or_refused_but_never_a_server_error(Dialect dialect, string filter)
    {
        var world = await worlds.OnAsync(dialect);
        var (status, body) = await world.Client.ReadAsync($"/odata/Partners?$filter={filter}");
        Assert.True(status is 200 or 400, $"{filter}: {status} {body.ToJsonString()}");
    }

    [Theory, DatabaseData]
    public async Task Paths_that_are_no_feed_are_never_a_server_error(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        foreach (var path in new[] { "Nope", "Partners(7)", "Partners('x')", "Partners/$value", "Partners/Name", "$batch", "Partners/$ref", "Partners%00", "$metadata/x", "Partners/$count/x", "partners" })
        {
            var (status, _) = await world.Client.ReadAsync($"/odata/{path}");
            Assert.True(status is 200 or (>= 400 and < 500), $"{path}: {status}");
        }

        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, "/odata/Partners");
            using var response = await world.Client.SendAsync(request);
            Assert.Equal(405, (int)response.StatusCode);
        }
    }
}
