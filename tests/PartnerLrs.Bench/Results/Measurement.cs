using PartnerLrs.Bench.Load;

namespace PartnerLrs.Bench.Results;

/// <summary>One row of results: what was done, how fast it was, what it is compared with, and the command that does it again.</summary>
internal sealed record Measurement
{
    /// <summary>The scenario, e.g. <c>ingest</c>.</summary>
    public required string Scenario { get; init; }

    /// <summary>The LRS and its database, e.g. <c>partnerlrs-postgres</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What was done within the scenario, e.g. <c>agent</c> among reads.</summary>
    public required string Case { get; init; }

    /// <summary>The command line that measures this again, without the program's own name.</summary>
    public required string Command { get; init; }

    /// <summary>Statements in a request.</summary>
    public int? Batch { get; init; }

    /// <summary>Connections, each with one request in flight.</summary>
    public int? Connections { get; init; }

    /// <summary>Whether every statement was in one course.</summary>
    public bool IsHot { get; init; }

    /// <summary>How many statements were stored.</summary>
    public long? Volume { get; init; }

    /// <summary>Whether each answer was a page of a hundred statements.</summary>
    public bool IsFullPage { get; init; }

    /// <summary>How long was measured.</summary>
    public double Seconds { get; init; }

    /// <summary>How many requests were measured.</summary>
    public long Requests { get; init; }

    /// <summary>Statements written or read per second.</summary>
    public double StatementsPerSecond { get; init; }

    /// <summary>Requests answered per second.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>How long they took, in milliseconds.</summary>
    public Latencies? Latencies { get; init; }

    /// <summary>Answers that were not hoped for, by status; 0 stands for no answer.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The first such answer's body.</summary>
    public string? FirstError { get; init; }

    /// <summary>What it cost.</summary>
    public Resources? Resources { get; init; }

    /// <summary>What it is compared with.</summary>
    public Yardstick? Comparison { get; init; }

    /// <summary>The bare endpoint with the one trip to the database that the answer cannot do without: the most that is left where a row is needed.</summary>
    public Yardstick? Limit { get; init; }

    /// <summary>What the log takes on disk.</summary>
    public Disk? Disk { get; init; }

    /// <summary>How a server starts.</summary>
    public Start? Start { get; init; }

    /// <summary>Takes over what a run measured.</summary>
    /// <param name="run">The run.</param>
    /// <param name="kind">Which kind of its requests; null for all, whose latencies are then those of kind 0.</param>
    public Measurement With(RunResult run, int? kind = null)
    {
        var of = run.Kinds[kind ?? 0];
        return this with
        {
            Seconds = run.Seconds,
            Requests = kind is null ? run.Kinds.Sum(k => k.Requests) : of.Requests,
            StatementsPerSecond = kind is null ? run.StatementsPerSecond : of.Statements / run.Seconds,
            RequestsPerSecond = kind is null ? run.RequestsPerSecond : of.Requests / run.Seconds,
            Latencies = of.Latencies,
            Errors = run.Errors,
            FirstError = run.FirstError,
            Resources = run.Resources,
        };
    }
}
