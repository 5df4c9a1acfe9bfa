using System.Diagnostics;
using System.Text.Json;
using PartnerLrs.Conformance;

namespace PartnerLrs.Lrs.Tests;

public sealed class ConformanceTests(SharedServers servers)
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
        Assert.True(result is { Failed: 0, Unheeded: 0, Passed: >= 100 }, report.ToString());
    }

    [Fact]
    public async Task The_program_reports_by_exit_code_and_as_json()
    {
        var server = await servers.OnAsync(Dialect.Sqlite);
        var lrs = await server.AllAsync();
        string[] call = ["--endpoint", new Uri(server.Root, "xapi/").ToString(), "--key", lrs.Credential!.Key, "--secret", lrs.Secret!, "--version", "1.0.3"];
        var (exit, output) = await RunAsync([.. call, "--only", "voiding", "--json"]);
        Assert.Equal(0, exit);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal("1.0.3", report.GetProperty("version").GetString());
        Assert.True(report.GetProperty("passed").GetInt32() > 5);
        Assert.All(report.GetProperty("requirements").EnumerateArray(), requirement => Assert.StartsWith("xAPI 1.0.3 ", requirement.GetProperty("section").GetString(), StringComparison.Ordinal));

        call[5] = "a wrong secret";
        (exit, output) = await RunAsync([.. call, "--only", "Post_answers_the_id"]);
        Assert.Equal(1, exit);
        Assert.Contains("FAIL POST of one statement", output, StringComparison.Ordinal);
        Assert.Contains("expected 200", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--endpoint http://127.0.0.1:1/xapi --key k --secret s")]
    [InlineData("--endpoint http://127.0.0.1:1/xapi --key k --secret s --version 0.95")]
    [InlineData("--endpoint nowhere --key k --secret s --version 2.0.0")]
    [InlineData("--endpoint http://127.0.0.1:1/xapi --key k --secret s --version 2.0.0 --only nothing-is-called-this")]
    [InlineData("--endpoint http://127.0.0.1:1/xapi --key k --secret s --version 2.0.0 --colour red")]
    public async Task A_wrong_call_of_the_program_exits_with_2(string arguments) =>
        Assert.Equal(2, (await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ExitCode);

    private static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ConformanceSuite).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
