namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>A transaction on the log's tables; what was not committed is undone when it is disposed.</summary>
internal interface ILogTransaction : IAsyncDisposable
{
    /// <summary>The log's end, and what it has under ids that are about to be written.</summary>
    Task<LogState> ReadAsync(IReadOnlyList<Guid> ids);

    /// <summary>The stored statements that refer, at any remove, to <paramref name="referred"/>, and those to which <paramref name="targets"/> lead, themselves included.</summary>
    Task<IReadOnlyList<StoredReference>> ReadReferencesAsync(IReadOnlyList<Guid> referred, IReadOnlyList<Guid> targets);

    /// <summary>The definitions that are held of activities, by IRI.</summary>
    Task<IReadOnlyDictionary<string, byte[]>> ReadDefinitionsAsync(IReadOnlyCollection<string> activityIds);

    /// <summary>Writes and commits. It is durable when the task ends, or where the storage settles later, when that is done.</summary>
    Task CommitAsync(WriteSet set);
}
