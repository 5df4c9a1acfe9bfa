using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>What there is to say of a policy document.</summary>
/// <param name="Errors">Why it cannot be published, each with a pointer into it; empty when it can.</param>
/// <param name="Advice">What is probably not meant. Nothing is said of a document with errors.</param>
public sealed record PolicyFindings(IReadOnlyList<Error> Errors, IReadOnlyList<PolicyAdvice> Advice);
