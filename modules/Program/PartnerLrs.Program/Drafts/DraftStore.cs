using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Drafts;

/// <summary>The draft, in <c>program_drafts</c>.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Tells when a draft is saved, and for when advice is given.</param>
internal sealed class DraftStore(Database database, TimeProvider clock) : IProgramDraft
{
    /// <inheritdoc/>
    public async Task<PolicyDraft?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(Sql("Read"));
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? Judge(rows.GetFieldValue<byte[]>(2), rows.Instant(0), rows.GetString(1))
            : null;
    }

    /// <summary>Saves a draft in place of the one that is there, if any.</summary>
    /// <param name="document">The document in UTF-8; it must be JSON.</param>
    /// <param name="savedBy">The name of the credential that saves it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The draft; or why the document is not JSON.</returns>
    public async Task<Result<PolicyDraft>> SaveAsync(byte[] document, string savedBy, CancellationToken cancellationToken)
    {
        if (JsonSyntax.Check(PolicyDocument.WithoutMark(document).Span) is [var error, ..])
            return error;
        var draft = Judge(document, clock.UtcNow(), savedBy);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using var save = connection.Command(Sql("Save"), transaction, ("saved", draft.SavedAt), ("by", savedBy), ("document", document));
        await save.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return draft;
    }

    /// <summary>Removes a draft, unless another one was saved since.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(PolicyDraft draft, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using var delete = connection.Command(Sql("Delete"), transaction, ("saved", draft.SavedAt));
        var there = await delete.ExecuteNonQueryAsync(cancellationToken) > 0;
        await transaction.CommitAsync(cancellationToken);
        return there;
    }

    private PolicyDraft Judge(byte[] document, DateTime savedAt, string savedBy) =>
        new(document, PolicyDocument.Read(document).Policy, PolicyDocument.Judge(document, clock.UtcNow()), savedAt, savedBy);

    private string Sql(string name) => SqlText.Load(typeof(DraftStore), $"Drafts/{name}", database.Dialect);
}
