namespace PartnerLrs.Program.Contracts;

/// <summary>A policy document that is being worked on.</summary>
/// <param name="Document">The document in UTF-8, as it was saved: JSON, if nothing more.</param>
/// <param name="Policy">What it says; null when it has errors.</param>
/// <param name="Findings">What there is to say of it.</param>
/// <param name="SavedAt">When (UTC) it was saved.</param>
/// <param name="SavedBy">The name of the credential that saved it.</param>
public sealed record PolicyDraft(ReadOnlyMemory<byte> Document, ProgramPolicy? Policy, PolicyFindings Findings, DateTime SavedAt, string SavedBy);
