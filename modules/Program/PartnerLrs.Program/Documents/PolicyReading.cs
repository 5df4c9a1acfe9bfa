using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>What came of reading a policy document.</summary>
/// <param name="Policy">The policy; null when there are errors.</param>
/// <param name="Errors">What is wrong, each with a pointer into the document; empty when the policy is good.</param>
internal sealed record PolicyReading(ProgramPolicy? Policy, IReadOnlyList<Error> Errors);
