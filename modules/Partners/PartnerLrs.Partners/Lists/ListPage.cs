namespace PartnerLrs.Partners.Lists;

/// <summary>One part of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Where the next part is; absent from the last one.</param>
internal sealed record ListPage<TItem>(IReadOnlyList<TItem> Items, string? Next);
