using System.Text.Json;

namespace PartnerLrs.Program.Versions;

/// <summary>A published version with its document.</summary>
/// <param name="Number">The version's number: 1 for the first, then one more each.</param>
/// <param name="EffectiveAt">From when (UTC) it applies.</param>
/// <param name="PublishedAt">When (UTC) it was published.</param>
/// <param name="Document">The policy document.</param>
internal sealed record VersionDocument(int Number, DateTime EffectiveAt, DateTime PublishedAt, JsonElement Document);
