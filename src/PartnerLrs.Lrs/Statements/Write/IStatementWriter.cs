namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>Writes a group of requests in one transaction; one implementation per dialect.</summary>
internal interface IStatementWriter : IAsyncDisposable
{
    /// <summary>Writes the group. It is durable when the task ends.</summary>
    /// <returns>An outcome for each request, in order.</returns>
    Task<IReadOnlyList<WriteOutcome>> CommitAsync(IReadOnlyList<WriteRequest> group);
}
