namespace PartnerLrs.Bench.Scenarios;

/// <summary>Counts the statements of an answer without parsing it, so that the client costs little.</summary>
internal static class PageCounting
{
    /// <summary>Every statement that an LRS gives has exactly one <c>stored</c>, and generated ones have none elsewhere.</summary>
    public static int Statements(ReadOnlySpan<byte> answer) => answer.Count("\"stored\""u8);
}
