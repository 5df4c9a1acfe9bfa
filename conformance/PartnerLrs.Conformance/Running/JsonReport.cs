using System.Text.Json;

namespace PartnerLrs.Conformance.Running;

/// <summary>A report for programs: one JSON object at the end.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Outcome> outcomes = [];

    public Task AddAsync(Outcome outcome)
    {
        outcomes.Add(outcome);
        return Task.CompletedTask;
    }

    public async Task EndAsync(ConformanceOptions options, ConformanceResult result)
    {
        var report = new
        {
            endpoint = options.Endpoint,
            version = options.Version == SpokenVersion.V1 ? "1.0.3" : "2.0.0",
            result.Passed,
            result.Failed,
            result.Unheeded,
            requirements = outcomes.Select(outcome => new
            {
                outcome.Requirement.Group,
                outcome.Requirement.Name,
                outcome.Requirement.Section,
                outcome.Requirement.Sentence,
                level = outcome.Requirement.IsRecommendation ? "should" : "shall",
                passed = outcome.Failure is null,
                outcome.Failure,
            }),
        };
        await output.WriteLineAsync(JsonSerializer.Serialize(report, Indented));
    }
}
