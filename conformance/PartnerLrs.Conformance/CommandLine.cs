using System.CommandLine;

namespace PartnerLrs.Conformance;

/// <summary>The command line. It exits with 0 when every requirement holds, 1 when one does not, 2 when it was called wrongly.</summary>
internal static class CommandLine
{
    private const int Usage = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var endpoint = new Option<string>("--endpoint") { Description = "Where the LRS is, e.g. http://127.0.0.1:8080/xapi.", Required = true };
        var key = new Option<string>("--key") { Description = "The key of HTTP Basic.", Required = true };
        var secret = new Option<string>("--secret") { Description = "The secret of HTTP Basic.", Required = true };
        var version = new Option<string>("--version") { Description = "The version that is spoken and checked.", Required = true };
        version.AcceptOnlyFromAmong("1.0.3", "2.0.0");
        var json = new Option<bool>("--json") { Description = "Report as JSON." };
        var only = new Option<string>("--only") { Description = "Check only requirements whose section, name or sentence contains this." };
        var root = new RootCommand("Checks over HTTP what xAPI 1.0.3 or 2.0 requires of a Learning Record Store. It stores statements there.");
        foreach (var standing in root.Options.Where(option => option is VersionOption).ToList())
            root.Options.Remove(standing);
        foreach (var option in new Option[] { endpoint, key, secret, version, json, only })
            root.Options.Add(option);

        root.SetAction(async (parsed, cancellationToken) =>
        {
            if (!Uri.TryCreate(parsed.GetValue(endpoint), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                await errors.WriteLineAsync($"--endpoint '{parsed.GetValue(endpoint)}': expected an http or https address such as http://127.0.0.1:8080/xapi.");
                return Usage;
            }

            var options = new ConformanceOptions(address, parsed.GetValue(key)!, parsed.GetValue(secret)!, parsed.GetValue(version) == "2.0.0" ? SpokenVersion.V2 : SpokenVersion.V1)
            {
                Only = parsed.GetValue(only),
                Json = parsed.GetValue(json),
            };
            var result = await ConformanceSuite.RunAsync(options, output, cancellationToken);
            if (result.Passed + result.Failed + result.Unheeded > 0)
                return result.Failed == 0 ? 0 : 1;
            await errors.WriteLineAsync($"--only '{options.Only}': no requirement's section, name or sentence contains this.");
            return Usage;
        });

        var command = root.Parse(arguments);
        if (command.Errors.Count == 0)
            return await command.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        foreach (var error in command.Errors)
            await errors.WriteLineAsync(error.Message);
        await errors.WriteLineAsync("Try --help.");
        return Usage;
    }
}
