namespace PartnerLrs.Platform.Feeds;

/// <summary>
/// The rows of one feed, from the module that owns the table. Reporting puts feeds on the wire; it touches no table itself.
/// Implementations are scoped: the query lives as long as the request.
/// </summary>
/// <typeparam name="TRow">The flat row, public, from the module's contracts.</typeparam>
public interface IFeed<out TRow>
{
    /// <summary>The rows that a caller may see, as a query that filters, sorts and pages in the database.</summary>
    /// <param name="partnerId">The partner that the caller's credential is bound to, or null for all.</param>
    IQueryable<TRow> Rows(string? partnerId);
}
