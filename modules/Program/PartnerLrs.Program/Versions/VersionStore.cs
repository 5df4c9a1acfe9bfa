using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Program.Versions;

/// <summary>The published documents, in <c>program_versions</c>.</summary>
/// <param name="database">The database.</param>
internal sealed class VersionStore(Database database)
{
    /// <summary>The versions with a number greater than this one, by number.</summary>
    public async Task<IReadOnlyList<VersionRow>> ReadAfterAsync(int number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(Sql("ReadAfter"), null, ("after", number));
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        var versions = new List<VersionRow>();
        while (await rows.ReadAsync(cancellationToken))
            versions.Add(Map(rows));
        return versions;
    }

    /// <summary>The version of a number, or null.</summary>
    public async Task<VersionRow?> FindAsync(int number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(Sql("ReadOne"), null, ("number", number));
        return await OneAsync(select, cancellationToken);
    }

    /// <summary>The last version, or null when there is none yet.</summary>
    public async Task<VersionRow?> LastAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(Sql("ReadLast"));
        return await OneAsync(select, cancellationToken);
    }

    /// <summary>Adds a version after the last one, one publisher at a time.</summary>
    /// <param name="next">
    /// Makes the next version of the last one (null when there is none yet); returns it, or the last one to add nothing, or an
    /// error to add nothing either.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt as long as nothing is committed.</param>
    public async Task<Result<VersionRow>> AddAsync(Func<VersionRow?, Result<VersionRow>> next, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        if (database.Dialect == Dialect.Postgres)
        {
            await using var exclusive = connection.Command(Sql("Lock"), transaction);
            await exclusive.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var select = connection.Command(Sql("ReadLast"), transaction);
        var last = await OneAsync(select, cancellationToken);
        var result = next(last);
        if (!result.TryGet(out var row, out _) || row == last)
            return result;
        await using var insert = connection.Command(
            Sql("Insert"),
            transaction,
            ("number", row.Number),
            ("effective", row.EffectiveAt),
            ("published", row.PublishedAt),
            ("document", row.Document));
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private static async Task<VersionRow?> OneAsync(DbCommand select, CancellationToken cancellationToken)
    {
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Map(rows) : null;
    }

    private static VersionRow Map(DbDataReader row) => new(
        row.GetInt32(0),
        row.Instant(1),
        row.Instant(2),
        row.GetFieldValue<byte[]>(3));

    private string Sql(string name) => SqlText.Load(typeof(VersionStore), $"Versions/{name}", database.Dialect);
}
