using PartnerLrs.Conformance;

namespace PartnerLrs.Lrs.Tests;

public sealed class ConformanceTests
{
    [Theory]
    [DatabaseData("2.0.0")]
    [DatabaseData("1.0.3")]
    public async Task The_requirement_suite_finds_nothing(Dialect dialect, string version)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        using var report = new StringWriter();
        var options = new ConformanceOptions(new Uri(server.Root, "xapi"), lrs.Credential!.Key, lrs.Secret!, version == "2.0.0" ? SpokenVersion.V2 : SpokenVersion.V1);
        var result = await ConformanceSuite.RunAsync(options, report, default);
        Assert.True(result.Failed == 0 && result.Passed >= 60, report.ToString());
    }
}
