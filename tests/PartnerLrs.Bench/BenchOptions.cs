using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchOptions
{
    /// <summary>What is measured of each run where nothing else is asked for.</summary>
    public static readonly TimeSpan StandardDuration = TimeSpan.FromSeconds(10);

    /// <summary>An LRS that runs already; null when the tool starts ours.</summary>
    public ForeignLrs? Foreign { get; init; }

    /// <summary>On which databases servers of ours are started.</summary>
    public IReadOnlyList<DatabaseKind> Databases { get; init; } = [];

    /// <summary>The PostgreSQL server's connection string.</summary>
    public string? Postgres { get; init; }

    /// <summary>The xAPI version that is spoken.</summary>
    public string XapiVersion { get; init; } = "2.0.0";

    /// <summary>What generated statements follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is not measured at the start of each run.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is measured of each run.</summary>
    public TimeSpan Duration { get; init; } = StandardDuration;

    /// <summary>After how many requests a run ends; null when only time ends it.</summary>
    public long? Count { get; init; }

    /// <summary>Whether to measure what our figures are compared with.</summary>
    public bool Compare { get; init; }

    /// <summary>How often each figure is measured, in turn with what it is compared with; the round in the middle counts.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>Every statement in one course.</summary>
    public bool IsHot { get; init; }

    /// <summary>Under which name the database of volumes is kept for the next call; null when it is dropped.</summary>
    public string? Keep { get; init; }

    /// <summary>Statements in a request; empty for the scenario's own.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [];

    /// <summary>Connections; empty for the scenario's own.</summary>
    public IReadOnlyList<int> Connections { get; init; } = [];

    /// <summary>How many statements are stored when reads are measured, smallest first; empty for the scenario's own.</summary>
    public IReadOnlyList<long> Volumes { get; init; } = [];

    /// <summary>What kills PostgreSQL and starts it again, or null to kill the server.</summary>
    public string? Crash { get; init; }

    /// <summary>Where results go as JSON.</summary>
    public FileInfo? Json { get; init; }
}
