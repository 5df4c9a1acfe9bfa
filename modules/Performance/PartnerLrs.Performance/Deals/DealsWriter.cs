using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Performance.Deals;

/// <summary>Writes deals: one transaction at a time across all processes, which makes the deals' log gap-free and its order the commit order.</summary>
internal sealed class DealsWriter(IDbContextFactory<DealsContext> contexts, Database database, IEnumerable<IDealObserver> observers, IdFactory ids, TimeProvider clock)
    : IUpsertWriter<DealTransaction>
{
    /// <summary>The deals' advisory lock on PostgreSQL; on SQLite the write lock serves.</summary>
    private const long LockKey = 0x6465_616c_73; // "deals"

    private static readonly Type[] Tables = [typeof(Deal), typeof(DealVersionRow)];

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(string? partnerId, bool dryRun, Func<DealTransaction, Task<T>> work, CancellationToken cancellationToken)
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

        var last = await db.Versions.AsNoTracking().OrderByDescending(v => v.Seq).Select(v => new { v.Seq, v.KnownAt }).FirstOrDefaultAsync(cancellationToken);
        var now = clock.UtcNow();
        var deals = new DealTransaction(db, partnerId, last?.KnownAt > now ? last.KnownAt : now, last?.Seq ?? 0, ids);
        var result = await work(deals);
        if (!deals.HasChanged)
            return result;
        await db.InsertAddedAsync(Tables, connection, transaction, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (dryRun)
            return result;
        await transaction.CommitAsync(cancellationToken);
        foreach (var observer in observers)
            observer.Changed();
        return result;
    }
}
