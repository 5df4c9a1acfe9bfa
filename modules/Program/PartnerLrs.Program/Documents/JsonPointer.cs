namespace PartnerLrs.Program.Documents;

/// <summary>RFC 6901 pointers into a document. The whole document is the empty pointer.</summary>
internal static class JsonPointer
{
    /// <summary>The pointer to a property of what a pointer points to.</summary>
    public static string Property(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The pointer to an item of what a pointer points to.</summary>
    public static string Item(string pointer, int index) => $"{pointer}/{index}";
}
