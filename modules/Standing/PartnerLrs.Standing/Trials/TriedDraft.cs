using System.Security.Cryptography;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Trials;

/// <summary>The draft that a trial is about, as it was then.</summary>
/// <param name="Digest">The SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="SavedAt">When it was saved (UTC).</param>
/// <param name="SavedBy">The name of the credential that saved it.</param>
internal sealed record TriedDraft(string Digest, DateTime SavedAt, string SavedBy)
{
    public static TriedDraft Of(PolicyDraft draft) => new(Convert.ToHexStringLower(SHA256.HashData(draft.Document.Span)), draft.SavedAt, draft.SavedBy);
}
