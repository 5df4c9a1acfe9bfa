namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>Where the log ends, and what it has under certain ids.</summary>
/// <param name="Seq">The last place; 0 in an empty log.</param>
/// <param name="Stored">When the last statement was stored.</param>
/// <param name="Existing">The stored bytes of those ids that the log has.</param>
/// <param name="Waiting">The stored statements that refer to one of the ids.</param>
internal sealed record LogState(long Seq, DateTime? Stored, IReadOnlyDictionary<Guid, byte[]> Existing, IReadOnlyList<WaitingReference> Waiting);

/// <summary>A stored statement that refers to another, perhaps before that one has arrived.</summary>
/// <param name="Target">The statement that it refers to.</param>
/// <param name="Voids">Whether it voids it.</param>
/// <param name="Stored">When it was stored, in microseconds since 1970.</param>
internal readonly record struct WaitingReference(Guid Target, bool Voids, long Stored);

/// <summary>A stored statement on a chain of references.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Seq">Its place; 0 where only its body matters.</param>
/// <param name="Target">The statement that it refers to, where known from the row.</param>
/// <param name="Body">Its bytes; null for those that refer to what is written now.</param>
internal sealed record StoredReference(Guid Id, long Seq, Guid? Target, byte[]? Body);
