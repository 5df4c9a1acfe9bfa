using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OData.Extensions;
using Microsoft.AspNetCore.OData.Query;
using Microsoft.AspNetCore.OData.Routing.Controllers;
using Microsoft.EntityFrameworkCore;
using Microsoft.OData;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Http;
using PartnerLrs.Reporting.Paging;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>Answers for one entity set: filters, sorts and pages in the database, and selects columns from the page.</summary>
/// <param name="feed">The rows.</param>
internal abstract class FeedController<TRow>(IFeed<TRow> feed) : ODataController
    where TRow : class
{
    private static readonly ODataQuerySettings InDatabase = new() { HandleNullPropagation = HandleNullPropagationOption.False, TimeZone = TimeZoneInfo.Utc };
    private static readonly ODataQuerySettings InMemory = new() { HandleNullPropagation = HandleNullPropagationOption.True, TimeZone = TimeZoneInfo.Utc };

    /// <summary>A page of the feed or, at <c>/$count</c>, the number of its rows.</summary>
    [HttpGet]
    public async Task<IActionResult> Get(CancellationToken cancellationToken)
    {
        try
        {
            return FeedOptions.Refusal(Request) is { } refusal ? await RefuseAsync("unsupported-option", refusal) : await AnswerAsync(cancellationToken);
        }
        catch (ODataException e)
        {
            return await RefuseAsync("invalid-query", FeedOptions.Explain(e));
        }
        catch (Exception e) when (Request.Query.ContainsKey("$filter") && IsAboutTheFilter(e))
        {
            return await RefuseAsync("invalid-query", "$filter: the database cannot evaluate this expression; compare columns with plain values of their types.");
        }
    }

    private static bool IsAboutTheFilter(Exception e) => e switch
    {
        // EF Core's way of saying that it has no SQL for something, and .NET's for a value that does not fit a type.
        InvalidOperationException or NotSupportedException or ArgumentException or ArithmeticException or FormatException => e is not ObjectDisposedException,
        // Class 22 is "data exception": the expression met a value that it cannot take.
        DbException { SqlState: { } state } => state.StartsWith("22", StringComparison.Ordinal),
        _ => false,
    };

    private async Task<IActionResult> AnswerAsync(CancellationToken cancellationToken)
    {
        var options = new ODataQueryOptions<TRow>(new ODataQueryContext(Request.GetModel(), typeof(TRow), Request.ODataFeature().Path), Request);
        options.Validate(FeedOptions.Validation);
        if (options.SelectExpand is not null)
            FeedOptions.CheckSelect(options.SelectExpand.SelectExpandClause);
        var rows = feed.Rows(HttpContext.Credential().PartnerId);
        if (options.Filter is not null)
            rows = CaseSensitive.Rewrite((IQueryable<TRow>)options.Filter.ApplyTo(rows, InDatabase));
        if (Request.IsCountRequest())
            return Ok(await rows.LongCountAsync(cancellationToken));
        if (options.Count?.Value == true)
            Request.ODataFeature().TotalCount = await rows.LongCountAsync(cancellationToken);

        var order = FeedOrder<TRow>.Of(options.OrderBy);
        if (options.RawValues.SkipToken is { } token)
            rows = rows.Where(order.After(token));
        rows = order.Sort(rows);
        if (options.Skip is { } skip)
            rows = rows.Skip(skip.Value);
        var page = await ReadAsync(rows, order, options.Top?.Value, cancellationToken);
        if (options.SelectExpand is null)
            return Ok(page);
        Request.ODataFeature().SelectExpandClause = options.SelectExpand.SelectExpandClause;
        return Ok(options.SelectExpand.ApplyTo(page.AsQueryable(), InMemory));
    }

    private async Task<List<TRow>> ReadAsync(IQueryable<TRow> rows, FeedOrder<TRow> order, int? top, CancellationToken cancellationToken)
    {
        var size = PageSize.Of(Request, Response);
        if (top <= size)
            return await rows.Take(top.Value).ToListAsync(cancellationToken);
        // One more than the page says whether there is a next one.
        var page = await rows.Take(size + 1).ToListAsync(cancellationToken);
        if (page.Count <= size)
            return page;
        page.RemoveAt(size);
        Request.ODataFeature().NextLink = NextLink.Of(Request, order.Token(page[^1]), top - size);
        return page;
    }

    private async Task<IActionResult> RefuseAsync(string code, string message)
    {
        // Problem details as everywhere, and in them the object in which OData clients look for the message (OData JSON 4.01, 21.1).
        var error = new Dictionary<string, object?>(StringComparer.Ordinal) { ["error"] = new { code, message } };
        await Results.Problem(detail: message, statusCode: StatusCodes.Status400BadRequest, type: Problems.TypePrefix + code, extensions: error).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }
}
