using System.Text;

namespace PartnerLrs.Platform.References;

/// <summary>What holds for every text that is stored.</summary>
public static class Text
{
    /// <summary>Whether a text can be written as UTF-8: no half of a surrogate pair stands alone.</summary>
    public static bool IsWellFormed(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }

        return true;
    }
}
