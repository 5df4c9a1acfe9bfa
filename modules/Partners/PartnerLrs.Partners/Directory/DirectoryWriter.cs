using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Affiliations;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Directory;

/// <summary>
/// Writes the directory: one transaction at a time across all processes, which makes the rules that look at several rows (one owner
/// for an identifier, one affiliation that counts) hold without a retry, and the log's order the commit order.
/// </summary>
internal sealed class DirectoryWriter(IDbContextFactory<PartnersContext> contexts, Database database, IEnumerable<IDirectoryObserver> observers, IdFactory ids, TimeProvider clock)
    : IUpsertWriter<DirectoryTransaction>
{
    /// <summary>The directory's advisory lock on PostgreSQL; on SQLite the write lock serves.</summary>
    private const long LockKey = 0x7061_7274_6e65_7273; // "partners"

    /// <summary>The tables in the order of their references to each other.</summary>
    private static readonly Type[] Tables =
        [typeof(Organisation), typeof(OrganisationReference), typeof(Person), typeof(PersonReference), typeof(Identifier), typeof(Affiliation)];

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(string? partnerId, bool dryRun, Func<DirectoryTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        if (database.Dialect == Dialect.Postgres)
        {
            await using var take = connection.Command($"SELECT pg_advisory_xact_lock({LockKey})", transaction);
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var directory = new DirectoryTransaction(db, partnerId, clock.UtcNow(), ids);
        var result = await work(directory);
        if (directory.Changes.Count == 0)
            return result;
        await db.InsertAddedAsync(Tables, connection, transaction, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await NoteAsync(connection, transaction, directory, cancellationToken);
        if (dryRun)
            return result;
        await transaction.CommitAsync(cancellationToken);
        foreach (var observer in observers)
            observer.Changed();
        return result;
    }

    private async Task NoteAsync(DbConnection connection, DbTransaction transaction, DirectoryTransaction directory, CancellationToken cancellationToken)
    {
        await using var note = connection.Command(SqlText.Load(typeof(DirectoryWriter), "Directory/NoteChanges", database.Dialect), transaction, ("at", directory.Now));
        var kinds = directory.Changes.Select(change => Change.Name(change.Kind)).ToArray();
        if (database.Dialect == Dialect.Postgres)
        {
            note.Add("kinds", kinds);
            note.Add("people", directory.Changes.Select(change => change.PersonId).ToArray());
            note.Add("partners", directory.Changes.Select(change => change.PartnerId).ToArray());
        }
        else
        {
            note.Add("changes", JsonSerializer.Serialize(directory.Changes.Select((change, i) => new[] { kinds[i], change.PersonId, change.PartnerId })));
        }

        await note.ExecuteNonQueryAsync(cancellationToken);
    }
}
