using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Upserts;

/// <summary>
/// How one kind of resource is upserted, for one request: rows are read, then everything they speak of is loaded at once, then each
/// is judged and applied in order. A row that is refused has touched nothing.
/// </summary>
/// <typeparam name="TTransaction">The module's transaction.</typeparam>
/// <typeparam name="TBody">A row whose shape is right.</typeparam>
public interface IUpsert<in TTransaction, TBody>
    where TBody : class
{
    /// <summary>Reads a row's shape; what is wrong goes into the reader's errors.</summary>
    TBody? Read(ObjectReader row);

    /// <summary>Loads what the rows speak of.</summary>
    Task LoadAsync(TTransaction transaction, IReadOnlyList<TBody> rows, CancellationToken cancellationToken);

    /// <summary>Applies a row, or says why not.</summary>
    Result<Resource> Apply(TTransaction transaction, TBody row);
}
