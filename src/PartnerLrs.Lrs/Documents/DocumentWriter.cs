using System.Data.Common;
using System.Text;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Documents;

/// <summary>
/// Writes documents: one transaction at a time, across processes too, in which each change of a group is judged by what the one before left.
/// So of two requests with the same <c>If-Match</c> one succeeds, and no merge loses another's members.
/// </summary>
internal sealed class DocumentWriter : IAsyncDisposable
{
    private const int GroupBytes = 8 * 1024 * 1024;
    private const int WaitingRequests = 1_000;

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly IOptions<LrsOptions> options;
    private readonly Batcher<DocumentChange, DocumentOutcome> commits;

    public DocumentWriter(Database database, TimeProvider clock, IOptions<LrsOptions> options)
    {
        this.database = database;
        this.clock = clock;
        this.options = options;
        commits = new Batcher<DocumentChange, DocumentOutcome>(CommitAsync, change => change.Content.Length + 1, GroupBytes, WaitingRequests);
    }

    /// <summary>Makes a change, or refuses it. What is told as done is on disk.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the wait for a place, not the commit.</param>
    public Task<DocumentOutcome> WriteAsync(DocumentChange change, CancellationToken cancellationToken) => commits.SubmitAsync(change, cancellationToken);

    public ValueTask DisposeAsync() => commits.DisposeAsync();

    private async Task<IReadOnlyList<DocumentOutcome>> CommitAsync(IReadOnlyList<DocumentChange> group)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginWriteAsync();
        // On SQLite the transaction holds the write lock already.
        if (database.Dialect == Dialect.Postgres)
        {
            await using var wait = connection.Command(Sql("Lock"), transaction);
            await wait.ExecuteNonQueryAsync();
        }

        var outcomes = new DocumentOutcome[group.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = await ApplyAsync(group[i], connection, transaction);
        await transaction.CommitAsync();
        return outcomes;
    }

    private async Task<DocumentOutcome> ApplyAsync(DocumentChange change, DbConnection connection, DbTransaction transaction)
    {
        if (change.Action == DocumentAction.DeleteAll)
        {
            await using var deleteAll = connection.Command(
                Sql("DeleteAll"),
                transaction,
                ("context", database.Uuid(change.Context.Key)),
                ("any", change.Registration is null),
                ("registration", database.Uuid(change.Registration ?? Guid.Empty)));
            await deleteAll.ExecuteNonQueryAsync();
            return new DocumentOutcome(null, null);
        }

        var key = database.Uuid(change.Context.KeyOf(change.Registration, change.Id));
        var existing = await DocumentStore.FindAsync(database, connection, transaction, key, change.Action == DocumentAction.Post, CancellationToken.None);
        if (DocumentRules.Check(existing, change) is { } refusal)
            return new DocumentOutcome(null, refusal);
        if (change.Action == DocumentAction.Delete)
        {
            await using var delete = connection.Command(Sql("Delete"), transaction, ("key", key));
            await delete.ExecuteNonQueryAsync();
            return new DocumentOutcome(null, null);
        }

        if (DocumentRules.Apply(existing, change, options.Value.MaximumDocumentBytes, out var content) is { } unfit)
            return new DocumentOutcome(null, unfit);
        var updated = clock.UtcNow();
        // The wall clock may step backwards; whoever polls with since must see this change.
        if (existing?.Updated >= updated)
            updated = existing.Updated.AddMicroseconds(1);
        var etag = EntityTag.Of(content.Bytes);
        await using var upsert = connection.Command(
            Sql("Upsert"),
            transaction,
            ("key", key),
            ("context", database.Uuid(change.Context.Key)),
            ("resource", (int)change.Context.Resource),
            ("partner", change.Context.PartnerId),
            ("activity", change.Context.Activity is { } activity ? database.Uuid(IndexKey.Of(IndexKeyKind.Activity, activity).Value) : null),
            ("agent", change.Context.Agent is { } agent ? database.Uuid(agent.AgentKey.Value) : null),
            ("registration", change.Registration is { } registration ? database.Uuid(registration) : null),
            ("id", Encoding.UTF8.GetBytes(change.Id)),
            ("type", content.ContentType),
            ("etag", etag),
            ("updated", Timestamps.ToUnixMicroseconds(updated)),
            ("body", content.Bytes));
        await upsert.ExecuteNonQueryAsync();
        return new DocumentOutcome(etag, null);
    }

    private string Sql(string name) => SqlText.Load(typeof(DocumentWriter), $"Documents/{name}", database.Dialect);
}
