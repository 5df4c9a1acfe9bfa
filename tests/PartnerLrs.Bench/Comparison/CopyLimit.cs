using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using PartnerLrs.Bench.Generation;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Subjects;
using PartnerLrs.Kernel;
using PartnerLrs.Xapi;

namespace PartnerLrs.Bench.Comparison;

/// <summary>
/// What writes on PostgreSQL are compared with: binary COPY of the rows that the server would write into the same tables with the same indexes,
/// one transaction a group. Only the transactions are timed; making the rows is not, which is in COPY's favour.
/// </summary>
internal sealed class CopyLimit : IAsyncDisposable
{
    /// <summary>The most statements that the server commits in one transaction; a COPY group is what the connections have in flight, up to this.</summary>
    public const int LargestGroup = 2_000;

    private const string Statements = "COPY lrs_statements (seq, id, stored, credential_id, actor_key, activity_key, body) FROM STDIN (FORMAT BINARY)";
    private const string Links = "COPY lrs_links (key, seq) FROM STDIN (FORMAT BINARY)";
    private readonly PostgresBenchDatabase database;
    private readonly NpgsqlConnection connection;
    private readonly XapiVersion version;
    private readonly string credentialId = new IdFactory(TimeProvider.System).NewId();
    private long rows;
    private long links;

    private CopyLimit(PostgresBenchDatabase database, NpgsqlConnection connection, XapiVersion version) =>
        (this.database, this.connection, this.version) = (database, connection, version);

    /// <summary>How many links it wrote for a statement, on average.</summary>
    public double LinksPerStatement => (double)links / Math.Max(1, rows);

    /// <summary>Makes the tables, with the server's own migrations.</summary>
    public static async Task<CopyLimit> CreateAsync(PostgresBenchDatabase database, XapiVersion version, CancellationToken cancellationToken)
    {
        var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        var limit = new CopyLimit(database, opened, version);
        try
        {
            await OwnServer.MigrateAsync(database, cancellationToken);
            await opened.OpenAsync(cancellationToken);
            return limit;
        }
        catch
        {
            await limit.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Copies until there are so many statements. Index pages grow with volume, so what is compared has to hold as much; half a million rows are the
    /// difference between an index that the database keeps in memory and one that it does not.
    /// </summary>
    public async Task GrowAsync(StatementSource source, long volume, CancellationToken cancellationToken)
    {
        while (rows < volume)
            await CopyAsync(source, (int)Math.Min(LargestGroup, volume - rows), cancellationToken);
    }

    /// <summary>Copies groups and measures.</summary>
    /// <param name="source">What to write.</param>
    /// <param name="group">How many statements in a transaction.</param>
    /// <param name="length">How long.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Statements per second.</returns>
    public async Task<double> RunAsync(StatementSource source, int group, RunLength length, CancellationToken cancellationToken)
    {
        var (warm, spent, copied) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        while (spent < length.Duration)
        {
            var took = await CopyAsync(source, group, cancellationToken);
            if (warm < length.Warmup)
                warm += took;
            else
                (spent, copied) = (spent + took, copied + group);
        }

        return copied / spent.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Copies a group.</summary>
    /// <returns>How long the transaction took.</returns>
    private async Task<TimeSpan> CopyAsync(StatementSource source, int group, CancellationToken cancellationToken)
    {
        var stored = TimeProvider.System.UtcNow();
        var first = source.Take(group);
        var prepared = new PreparedRow[group];
        Parallel.For(0, group, i => prepared[i] = PreparedRow.Of(source.Composer, first + i, version, stored));
        var sorted = prepared.SelectMany((row, i) => row.Keys.Select(key => (Key: key, Seq: rows + 1 + i))).OrderBy(link => link.Key).ToArray();
        var started = Stopwatch.GetTimestamp();
        await CopyAsync(prepared, sorted, Timestamps.ToUnixMicroseconds(stored), cancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        rows += group;
        links += sorted.Length;
        return took;
    }

    private async Task CopyAsync(PreparedRow[] prepared, (Guid Key, long Seq)[] sorted, long stored, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var copy = await connection.BeginBinaryImportAsync(Statements, cancellationToken))
        {
            for (var i = 0; i < prepared.Length; i++)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(rows + 1 + i, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(prepared[i].Id, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(stored, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(credentialId, NpgsqlDbType.Text, cancellationToken);
                await WriteAsync(copy, prepared[i].Actor, cancellationToken);
                await WriteAsync(copy, prepared[i].Activity, cancellationToken);
                await copy.WriteAsync(prepared[i].Body, NpgsqlDbType.Bytea, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using (var copy = await connection.BeginBinaryImportAsync(Links, cancellationToken))
        {
            foreach (var (key, seq) in sorted)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(key, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(seq, NpgsqlDbType.Bigint, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, Guid? key, CancellationToken cancellationToken) =>
        key is { } value ? copy.WriteAsync(value, NpgsqlDbType.Uuid, cancellationToken) : copy.WriteNullAsync(cancellationToken);
}
