using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>A key that must stand on a statement, or one of two.</summary>
/// <param name="Key">The key.</param>
/// <param name="Or">
/// The key that will do as well, for the related filters: what is named as actor or object stands under the key of that place only, so that a statement has
/// fewer links.
/// </param>
internal readonly record struct FilterKey(IndexKey Key, IndexKey? Or = null)
{
    /// <summary>Whether one of a statement's keys is this one.</summary>
    public bool IsAmong(IReadOnlySet<IndexKey> keys) => keys.Contains(Key) || (Or is { } other && keys.Contains(other));
}
