namespace PartnerLrs.Platform.Lists;

/// <summary>One part of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Where the next part is; absent from the last one.</param>
/// <typeparam name="TItem">What is listed.</typeparam>
public sealed record ListPage<TItem>(IReadOnlyList<TItem> Items, string? Next);
