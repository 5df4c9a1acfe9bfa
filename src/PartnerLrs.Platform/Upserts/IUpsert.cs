using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Upserts;

/// <summary>
/// How one kind of resource is upserted, for one request: rows are read, what other modules know of them is asked, then in the transaction
/// everything they speak of is loaded at once, and each is judged and applied in order. A row that is refused has touched nothing.
/// </summary>
/// <typeparam name="TTransaction">The module's transaction.</typeparam>
/// <typeparam name="TBody">A row whose shape is right.</typeparam>
public interface IUpsert<in TTransaction, TBody>
    where TBody : class
{
    /// <summary>Reads a row's shape; what is wrong goes into the reader's errors.</summary>
    TBody? Read(ObjectReader row);

    /// <summary>
    /// Asks other modules about the rows, before the transaction. Within it, a writer that needs a second connection could wait for one that is held by
    /// those who wait for the writer.
    /// </summary>
    /// <param name="partnerId">The partner that the caller's credential is bound to, or null.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task PrepareAsync(string? partnerId, IReadOnlyList<TBody> rows, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Loads what the rows speak of, in the transaction.</summary>
    Task LoadAsync(TTransaction transaction, IReadOnlyList<TBody> rows, CancellationToken cancellationToken);

    /// <summary>Applies a row, or says why not.</summary>
    Result<Resource> Apply(TTransaction transaction, TBody row);
}
