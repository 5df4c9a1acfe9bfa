using System.Text.Json;
using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Upserts;

/// <summary>Reads and applies rows: what an endpoint and an import have in common.</summary>
public static class UpsertRows
{
    /// <summary>Applies rows in one transaction. A row that is wrong is left out and says why; the others are applied.</summary>
    /// <param name="writer">Holds the transaction.</param>
    /// <param name="upsert">How the resource is upserted; for this call alone.</param>
    /// <param name="elements">The rows.</param>
    /// <param name="partnerId">The partner that the caller's credential is bound to, or null.</param>
    /// <param name="dryRun">Whether everything is done but committed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<AppliedRow>> ApplyAsync<TTransaction, TBody>(
        IUpsertWriter<TTransaction> writer,
        IUpsert<TTransaction, TBody> upsert,
        IReadOnlyList<JsonElement> elements,
        string? partnerId,
        bool dryRun,
        CancellationToken cancellationToken)
        where TBody : class
    {
        var rows = elements.Select(element =>
        {
            var errors = new List<Error>();
            var body = ObjectReader.Of(element, "", errors) is { } reader ? upsert.Read(reader) : null;
            return (Body: errors.Count == 0 ? body : null, Errors: errors);
        }).ToList();
        var bodies = rows.Where(row => row.Body is not null).Select(row => row.Body!).ToList();
        if (bodies.Count == 0)
            return rows.ConvertAll(row => new AppliedRow(null, row.Errors));
        await upsert.PrepareAsync(partnerId, bodies, cancellationToken);
        return await writer.WriteAsync(
            partnerId,
            dryRun,
            async transaction =>
            {
                await upsert.LoadAsync(transaction, bodies, cancellationToken);
                return rows.ConvertAll(row => row.Body is null ? new AppliedRow(null, row.Errors) : Apply(transaction, row.Body));
            },
            cancellationToken);

        AppliedRow Apply(TTransaction transaction, TBody body) => upsert.Apply(transaction, body).TryGet(out var resource, out var error)
            ? new AppliedRow(dryRun && resource.Outcome == UpsertOutcome.Created ? resource with { Id = null } : resource, [])
            : new AppliedRow(null, [error]);
    }
}
