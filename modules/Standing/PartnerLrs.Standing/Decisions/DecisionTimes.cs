using System.Text.Json;
using PartnerLrs.Kernel;

namespace PartnerLrs.Standing.Decisions;

/// <summary>The instants (UTC) in a recorded answer.</summary>
/// <param name="AsOf">What it is about.</param>
/// <param name="KnownAt">With whose knowledge it was given.</param>
/// <param name="ReflectsThrough">Up to when statements are in it for certain; null when that was not known.</param>
internal readonly record struct DecisionTimes(DateTime AsOf, DateTime KnownAt, DateTime? ReflectsThrough)
{
    /// <summary>Reads them. Answers are kept for years: of their shape only these names are relied on.</summary>
    public static DecisionTimes Of(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        return new DecisionTimes(
            Instant("asOf") ?? throw new InvalidOperationException("A recorded answer has no asOf."),
            Instant("knownAt") ?? throw new InvalidOperationException("A recorded answer has no knownAt."),
            Instant("reflectsThrough"));

        DateTime? Instant(string name) =>
            document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Timestamps.TryParseRfc3339(value.GetString(), out var instant) ? instant : null;
    }
}
