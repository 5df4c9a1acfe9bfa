using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance;

/// <summary>Requirements of xAPI, checked over HTTP against any LRS.</summary>
public static class ConformanceSuite
{
    /// <summary>Checks and reports.</summary>
    /// <param name="options">What to check.</param>
    /// <param name="report">Takes the report.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ConformanceResult> RunAsync(ConformanceOptions options, TextWriter report, CancellationToken cancellationToken)
    {
        using var lrs = new Lrs(options, cancellationToken);
        var writer = options.Json ? (IReport)new JsonReport(report) : new TextReport(report);
        var outcomes = new List<Outcome>();
        foreach (var requirement in Requirement.All(options.Version).Where(requirement => options.Only is null || requirement.Matches(options.Only)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = new Outcome(requirement, await requirement.CheckAsync(lrs, cancellationToken));
            outcomes.Add(outcome);
            await writer.AddAsync(outcome);
        }

        var result = new ConformanceResult(
            outcomes.Count(outcome => outcome.Failure is null),
            outcomes.Count(outcome => outcome is { Failure: not null, Requirement.IsRecommendation: false }),
            outcomes.Count(outcome => outcome is { Failure: not null, Requirement.IsRecommendation: true }));
        await writer.EndAsync(options, result);
        return result;
    }
}
