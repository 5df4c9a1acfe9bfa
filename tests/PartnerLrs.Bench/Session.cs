using System.Globalization;
using PartnerLrs.Bench.Generation;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench;

/// <summary>One call of the tool: opens what is measured, and takes and prints the results.</summary>
internal sealed class Session(BenchOptions options, TextWriter output)
{
    private readonly List<Measurement> measurements = [];
    private readonly ulong salt = (ulong)TimeProvider.System.GetUtcNow().Ticks;
    private int databases;

    public BenchOptions Options => options;

    public IReadOnlyList<Measurement> Measurements => measurements;

    public RunLength Length => new(options.Warmup, options.Duration, options.Count);

    /// <summary>Statements for stored volumes: the same at every call.</summary>
    public StatementComposer Stored => new(options.Seed, 0, isHot: false);

    /// <summary>Statements that no call has sent before.</summary>
    public StatementSource Fresh(bool isHot) => new(new StatementComposer(options.Seed, salt + (ulong)Interlocked.Increment(ref databases), isHot));

    /// <summary>Everything that is to be measured: the LRS that runs, or a server of ours on each database.</summary>
    public IReadOnlyList<DatabaseKind?> Kinds => options.Foreign is not null ? [null] : [.. options.Databases.Select(kind => (DatabaseKind?)kind)];

    /// <summary>Opens what is measured, on an empty database where the tool starts it.</summary>
    public async Task<ILrs> OpenAsync(DatabaseKind? kind, CancellationToken cancellationToken) =>
        options.Foreign is { } foreign ? foreign : await StartAsync(await CreateDatabaseAsync(kind!.Value, cancellationToken), cancellationToken);

    /// <summary>Starts a server on a database that goes with it.</summary>
    public async Task<OwnServer> StartAsync(IBenchDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            return await OwnServer.StartAsync(database, ownsDatabase: true, options.XapiVersion, cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The database of volumes: kept under the name that was asked for, otherwise a new one.</summary>
    public Task<IBenchDatabase> CreateVolumeDatabaseAsync(DatabaseKind kind, CancellationToken cancellationToken) =>
        options.Keep is { } name ? CreateAsync(kind, $"partnerlrs_bench_{name}", isKept: true, cancellationToken) : CreateDatabaseAsync(kind, cancellationToken);

    /// <summary>A new database.</summary>
    public Task<IBenchDatabase> CreateDatabaseAsync(DatabaseKind kind, CancellationToken cancellationToken) =>
        CreateAsync(kind, string.Create(CultureInfo.InvariantCulture, $"partnerlrs_bench_{Environment.ProcessId}_{salt % 1_000_000_000}_{Interlocked.Increment(ref databases)}"), isKept: false, cancellationToken);

    /// <summary>Takes a result and prints it.</summary>
    public async Task AddAsync(Measurement measurement)
    {
        if (measurements.Count == 0 || measurements[^1].Scenario != measurement.Scenario || measurements[^1].Subject != measurement.Subject)
            await output.WriteLineAsync($"\n{measurement.Scenario}, {measurement.Subject}\n{ConsoleTable.Header}");
        measurements.Add(measurement);
        await output.WriteLineAsync(ConsoleTable.Row(measurement));
        if (measurement.Errors.Count > 0)
            await output.WriteLineAsync($"    ERRORS {string.Join(", ", measurement.Errors.Select(e => $"{e.Key}: {e.Value}"))}; the first: {measurement.FirstError}");
        await output.FlushAsync();
    }

    /// <summary>Says what goes on.</summary>
    public async Task SayAsync(string line)
    {
        await output.WriteLineAsync($"  {line}");
        await output.FlushAsync();
    }

    private async Task<IBenchDatabase> CreateAsync(DatabaseKind kind, string name, bool isKept, CancellationToken cancellationToken) => kind == DatabaseKind.Sqlite
        ? new SqliteBenchDatabase(name, isKept)
        : await PostgresBenchDatabase.CreateAsync(options.Postgres ?? throw new BenchException("PostgreSQL needs --postgres 'Host=…;Username=…'."), name, isKept, cancellationToken);
}
