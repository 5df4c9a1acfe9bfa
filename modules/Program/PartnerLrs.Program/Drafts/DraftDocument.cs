using System.Text.Json;
using PartnerLrs.Program.Versions;

namespace PartnerLrs.Program.Drafts;

/// <summary>The draft.</summary>
/// <param name="SavedAt">When (UTC) it was saved.</param>
/// <param name="SavedBy">The name of the credential that saved it.</param>
/// <param name="Valid">Whether it could be published.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="Advice">What is allowed and yet probably not meant.</param>
/// <param name="Document">The document.</param>
internal sealed record DraftDocument(
    DateTime SavedAt, string SavedBy, bool Valid, IReadOnlyList<Finding> Errors, IReadOnlyList<Finding> Advice, JsonElement Document);
