namespace PartnerLrs.Conformance.Running;

/// <summary>A report for people: a line per requirement, grouped.</summary>
internal sealed class TextReport(TextWriter output) : IReport
{
    private string group = "";

    public async Task AddAsync(Outcome outcome)
    {
        var requirement = outcome.Requirement;
        if (requirement.Group != group)
            await output.WriteLineAsync($"{(group.Length == 0 ? "" : Environment.NewLine)}{group = requirement.Group}");
        var mark = outcome.Failure is null ? "ok  " : requirement.IsRecommendation ? "note" : "FAIL";
        await output.WriteLineAsync($"  {mark} {requirement.Sentence} ({requirement.Section})");
        if (outcome.Failure is not null)
            await output.WriteLineAsync($"       {requirement.Name}: {outcome.Failure}");
        await output.FlushAsync();
    }

    public async Task EndAsync(ConformanceOptions options, ConformanceResult result)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{result.Passed} hold, {result.Failed} do not, {result.Unheeded} recommendations are not followed: {options.Endpoint} in xAPI {(options.Version == SpokenVersion.V1 ? "1.0.3" : "2.0.0")}");
    }
}
