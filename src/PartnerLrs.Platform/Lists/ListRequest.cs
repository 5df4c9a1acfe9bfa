using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Platform.Lists;

/// <summary>Which part of a list is asked for: so many, after an id.</summary>
/// <param name="Limit">How many at the most.</param>
/// <param name="After">The last id of the part before; empty for the start.</param>
public sealed record ListRequest(int Limit, string After)
{
    private const int Default = 100;
    private const int Maximum = 1000;

    /// <summary>Reads <c>limit</c> and <c>after</c>, and refuses parameters that are neither those nor filters.</summary>
    public static Result<ListRequest> Read(HttpRequest request, params ReadOnlySpan<string> filters)
    {
        if (Query.Allow(request, ["limit", "after", .. filters]) is { } unknown)
            return unknown;
        var limit = Default;
        if (request.Query.ContainsKey("limit")
            && (!int.TryParse(request.Query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Maximum))
            return Error.Invalid("invalid-parameter", $"limit: expected a number from 1 to {Maximum}.");
        var after = request.Query["after"].ToString();
        if (request.Query.ContainsKey("after") && !Guid.TryParseExact(after, "D", out _))
            return Error.Invalid("invalid-parameter", "after: expected the id that the next link has there.");
        return new ListRequest(limit, after);
    }

    /// <summary>The part, of which one more than asked for was read to see whether there is a next one.</summary>
    /// <param name="request">The request, whose parameters the link keeps.</param>
    /// <param name="found">What was found, one more than the limit at the most.</param>
    /// <param name="id">A row's id.</param>
    public ListPage<TItem> Page<TItem>(HttpRequest request, List<TItem> found, Func<TItem, string> id)
    {
        if (found.Count <= Limit)
            return new ListPage<TItem>(found, null);
        var items = found[..Limit];
        return new ListPage<TItem>(items, Next(request, id(items[^1])));
    }

    /// <summary>The link to the part after an id.</summary>
    /// <param name="request">The request, whose other parameters the link keeps.</param>
    /// <param name="after">The last id of this part.</param>
    public static string Next(HttpRequest request, string after)
    {
        var query = request.Query.Where(p => p.Key != "after").Select(p => KeyValuePair.Create<string, string?>(p.Key, p.Value.ToString())).Append(new("after", after));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, query);
    }
}
