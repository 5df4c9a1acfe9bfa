using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>The outside interface, as it is: which endpoints there are, what each needs, and their description.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Every_endpoint_states_its_scope_or_that_it_needs_none()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        var lines = new List<string>();
        foreach (var endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var scope = endpoint.Metadata.GetMetadata<ScopeRequirement>();
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var methods = string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]);
            Assert.True(scope is not null != open, $"{methods} {endpoint.RoutePattern.RawText} states no scope.");
            lines.Add($"{endpoint.RoutePattern.RawText!.TrimStart('/'),-50} {methods,-10} {(open ? "(none)" : string.Join(" | ", scope!.AnyOf))}");
        }

        Snapshot.Match(string.Join('\n', lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)), "Endpoints");
    }

    [Fact]
    public async Task The_description_of_the_interface_changes_only_on_purpose()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var http = new HttpClient();
        Snapshot.Match(await http.GetStringAsync(new Uri($"{server.Address}/swagger/v1/swagger.json")), "OpenApi");
    }

    [Fact]
    public async Task Health_needs_no_credential()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var http = new HttpClient();
        foreach (var path in new[] { "/health/live", "/health/ready", "/xapi/about", "/swagger/index.html" })
            Assert.True((await http.GetAsync(new Uri(server.Address + path))).IsSuccessStatusCode, path);
    }
}
