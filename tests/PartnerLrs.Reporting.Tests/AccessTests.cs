using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Reporting.Tests;

public sealed class AccessTests(FeedWorlds worlds)
{
    private static readonly string[] Everything = ["/odata", "/odata/", "/odata/$metadata", "/odata/Partners", "/odata/People", "/odata/Awards?$top=1", "/odata/GateStatus", "/odata/Partners/$count"];

    [Theory, DatabaseData]
    public async Task Everything_answers_a_credential_with_the_scope_and_nobody_else(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var anonymous = world.Anonymous();
        var other = await world.ClientAsync(null, Scopes.PartnersWrite, Scopes.All);
        foreach (var path in Everything)
        {
            Assert.Equal((path, 200), (path, (await world.Client.ReadAsync(path)).Status));
            Assert.Equal((path, 401), (path, (await anonymous.ReadAsync(path)).Status));
            Assert.Equal((path, 403), (path, (await other.ReadAsync(path)).Status));
        }
    }

    [Theory, DatabaseData]
    public async Task The_401_asks_for_basic_and_the_403_names_the_scope(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        using var response = await world.Anonymous().GetAsync(new Uri("/odata/Partners", UriKind.Relative));
        Assert.Equal("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
        var other = await world.ClientAsync(null, Scopes.PartnersRead);
        Assert.Contains("feeds/read", (string)(await other.ReadAsync("/odata/Partners")).Body["detail"]!, StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task A_key_in_the_query_is_accepted_plain_and_in_base64url_and_kept_in_next_links(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var issued = await world.CredentialAsync(null, Scopes.FeedsRead);
        var plain = $"{issued.Credential.Key}:{issued.Secret}";
        var anonymous = world.Anonymous();
        foreach (var key in new[] { Uri.EscapeDataString(plain), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(plain)) })
        {
            foreach (var path in Everything)
                Assert.Equal((path, 200), (path, (await anonymous.ReadAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}apikey={key}")).Status));
            var (rows, pages) = await anonymous.WalkAsync($"/odata/GateStatus?apikey={key}", pageSize: 15);
            Assert.Equal((40, 3), (rows.Count, pages));
            using var response = await anonymous.GetAsync(new Uri($"/odata/Partners?apikey={key}", UriKind.Relative));
            Assert.True(response.Headers.CacheControl?.NoStore);
        }
    }

    [Theory, DatabaseData]
    public async Task A_key_in_the_query_opens_the_feeds_for_reading_and_nothing_else(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var issued = await world.CredentialAsync(null, Scopes.FeedsRead, Scopes.PartnersWrite);
        var key = Uri.EscapeDataString($"{issued.Credential.Key}:{issued.Secret}");
        var anonymous = world.Anonymous();
        Assert.Equal(401, (await anonymous.ReadAsync($"/api/v1/partners?apikey={key}")).Status);
        using var post = new HttpRequestMessage(HttpMethod.Post, $"/odata/Partners?apikey={key}");
        using var refused = await anonymous.SendAsync(post);
        Assert.Contains((int)refused.StatusCode, new[] { 401, 405 });
        var unscoped = await world.CredentialAsync(null, Scopes.PartnersRead);
        Assert.Equal(403, (await anonymous.ReadAsync($"/odata/Partners?apikey={Uri.EscapeDataString($"{unscoped.Credential.Key}:{unscoped.Secret}")}")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_wrong_key_is_401_and_guessing_is_slowed_together_with_basic(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var anonymous = world.Anonymous();
        foreach (var key in new[] { "", "x", "!", "a:b&apikey=c:d", "%00:x", ":", new string('a', 3000) })
            Assert.Equal((key, 401), (key, (await anonymous.ReadAsync($"/odata/Partners?apikey={key}")).Status));
        var guessed = $"guess-{dialect}";
        for (var i = 0; i < 10; i++)
            Assert.Equal(401, (await anonymous.ReadAsync($"/odata?apikey={guessed}:{i}")).Status);
        Assert.Equal(429, (await anonymous.ReadAsync($"/odata?apikey={guessed}:x")).Status);
        anonymous.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{guessed}:x")));
        Assert.Equal(429, (await anonymous.ReadAsync("/odata/Partners")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_bound_credential_sees_its_partners_rows_and_no_other_however_it_asks(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var own = world.Partners["nordwind"];
        var client = await world.ClientAsync(own, Scopes.FeedsRead);
        Assert.Equal([own], await client.ColumnAsync("/odata/Partners", "Id"));
        Assert.Equal(10, (await client.RowsAsync("/odata/People")).Count);
        Assert.All(await client.ColumnAsync("/odata/GateStatus", "PartnerId"), id => Assert.Equal(own, id));
        var (awards, _) = await client.WalkAsync("/odata/Awards?$orderby=ExpiresAt", pageSize: 1000);
        Assert.Equal(3428, awards.Count);
        Assert.All(awards, row => Assert.Equal(own, (string?)row["PartnerId"]));
        Assert.Empty(await client.RowsAsync($"/odata/Awards?$filter=PartnerId ne '{own}' or 1 eq 1 and PartnerId eq null"));
        Assert.Equal("1", (await client.ReadAsync("/odata/Partners/$count")).Body["text"]!.ToString());
        var (_, page) = await world.Client.ReadAsync("/odata/Awards", pageSize: 10);
        var borrowed = await client.RowsAsync((string)page["@odata.nextLink"]!);
        Assert.All(borrowed, row => Assert.Equal(own, (string?)row!["PartnerId"]));
    }

    [Theory, DatabaseData]
    public async Task The_service_document_lists_the_feeds(Dialect dialect)
    {
        var world = await worlds.OnAsync(dialect);
        var expected = new[] { "Partners", "People", "Awards", "GateStatus", "Deals" };
        foreach (var path in new[] { "/odata", "/odata/" })
            Assert.Equal(expected, await world.Client.ColumnAsync(path, "name"));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData("application/json;odata.metadata=minimal")]
    [InlineData("application/json;odata.metadata=full")]
    [InlineData("application/atom+xml")]
    public async Task The_tools_accept_headers_are_answered(string accept)
    {
        var world = await worlds.OnAsync(Dialect.Sqlite);
        foreach (var path in new[] { "/odata", "/odata/$metadata", "/odata/Partners", "/odata/Partners?$format=json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using var response = await world.Client.SendAsync(request);
            Assert.True((int)response.StatusCode is 200 or 406, $"{path}: {response.StatusCode}");
            if (accept != "application/atom+xml")
                Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Metadata_is_as_published()
    {
        var world = await worlds.OnAsync(Dialect.Sqlite);
        var text = await world.Client.GetStringAsync(new Uri("/odata/$metadata", UriKind.Relative));
        Snapshot.Match(System.Xml.Linq.XDocument.Parse(text).ToString(), "metadata");
    }

    [Fact]
    public async Task The_feeds_stay_out_of_the_api_description()
    {
        var world = await worlds.OnAsync(Dialect.Sqlite);
        var groups = world.Services.GetService(typeof(IApiDescriptionGroupCollectionProvider)) as IApiDescriptionGroupCollectionProvider;
        Assert.DoesNotContain(groups?.ApiDescriptionGroups.Items.SelectMany(group => group.Items) ?? [], item => item.RelativePath?.StartsWith("odata", StringComparison.Ordinal) == true);
    }
}
