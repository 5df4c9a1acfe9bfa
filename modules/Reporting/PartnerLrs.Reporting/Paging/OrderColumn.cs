using System.Reflection;

namespace PartnerLrs.Reporting.Paging;

/// <summary>A column by which rows are sorted.</summary>
/// <param name="Property">The row's property.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Nullable">Whether it may be null.</param>
internal sealed record OrderColumn(PropertyInfo Property, bool Descending, bool Nullable);
