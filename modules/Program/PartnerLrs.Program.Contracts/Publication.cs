using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>What came of publishing a document.</summary>
/// <param name="Version">The version that has the document now; null when it was refused.</param>
/// <param name="IsNew">Whether the version was made by this publication; otherwise the last one has the document already.</param>
/// <param name="Errors">Why it was refused; empty when it was not.</param>
/// <param name="Advice">What in the document is probably not meant; it was published all the same.</param>
public sealed record Publication(PolicyVersion? Version, bool IsNew, IReadOnlyList<Error> Errors, IReadOnlyList<PolicyAdvice> Advice);
