namespace PartnerLrs.Lrs.Documents;

/// <summary>What became of a change: done, with the document's new tag when there is a document now, or refused.</summary>
/// <param name="ETag">The document's tag, or null.</param>
/// <param name="Refusal">Why nothing was changed, or null.</param>
internal sealed record DocumentOutcome(string? ETag, DocumentRefusal? Refusal);
