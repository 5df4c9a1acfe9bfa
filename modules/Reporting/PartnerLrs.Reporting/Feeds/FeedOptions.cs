using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OData.Query;
using Microsoft.AspNetCore.OData.Query.Validator;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using PartnerLrs.Platform.Http;
using PartnerLrs.Reporting.Access;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>Which query options feeds take.</summary>
internal static class FeedOptions
{
    private const int MaximumFilterNodes = 400;
    private const int MaximumOrderColumns = 5;

    private static readonly FrozenSet<string> Known =
        new[] { "$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format", FeedKeyAuthentication.Parameter }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a filter may be made of: what both databases evaluate alike and at a bounded cost.</summary>
    public static readonly ODataValidationSettings Validation = new()
    {
        AllowedQueryOptions = AllowedQueryOptions.Filter | AllowedQueryOptions.Select | AllowedQueryOptions.OrderBy | AllowedQueryOptions.Top | AllowedQueryOptions.Skip
            | AllowedQueryOptions.Count | AllowedQueryOptions.SkipToken | AllowedQueryOptions.Format,
        AllowedFunctions = AllowedFunctions.Contains | AllowedFunctions.StartsWith | AllowedFunctions.EndsWith | AllowedFunctions.Length | AllowedFunctions.IndexOf
            | AllowedFunctions.Substring | AllowedFunctions.Concat | AllowedFunctions.ToLower | AllowedFunctions.ToUpper | AllowedFunctions.Trim
            | AllowedFunctions.Year | AllowedFunctions.Month | AllowedFunctions.Day | AllowedFunctions.Hour | AllowedFunctions.Minute | AllowedFunctions.Second | AllowedFunctions.Date,
        AllowedArithmeticOperators = AllowedArithmeticOperators.None,
        MaxNodeCount = MaximumFilterNodes,
        MaxOrderByNodeCount = MaximumOrderColumns,
        MaxAnyAllExpressionDepth = 1,
    };

    /// <summary>Why a request's options are refused before they are looked into; null when they are not.</summary>
    public static string? Refusal(HttpRequest request)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!Known.Contains(name))
                return $"The query option '{Query.Shorten(name)}' is not taken here; expected {string.Join(", ", Known.Where(n => n[0] == '$').Order(StringComparer.Ordinal))}.";
            if (values.Count > 1)
                return $"The query option '{name}' stands {values.Count} times; expected once.";
            if (name[0] == '$' && string.IsNullOrWhiteSpace(values.ToString()))
                return $"The query option '{name}' is empty.";
            if (values.ToString().Contains('\0', StringComparison.Ordinal))
                return $"The query option '{name}' holds a null character.";
        }

        var format = request.Query["$format"].ToString();
        return format.Length == 0 || format == "json" || format.StartsWith("application/json", StringComparison.Ordinal)
            ? null
            : $"$format: expected json, found '{Query.Shorten(format)}'.";
    }

    /// <summary>Refuses options within <c>$select</c>, which on plain columns mean nothing and would be passed over.</summary>
    /// <exception cref="ODataException">A column has options of its own.</exception>
    public static void CheckSelect(SelectExpandClause clause)
    {
        foreach (var item in clause.SelectedItems.OfType<PathSelectItem>())
        {
            if (item is not { FilterOption: null, OrderByOption: null, TopOption: null, SkipOption: null, CountOption: null, SearchOption: null, ComputeOption: null })
                throw new ODataException($"$select: the column '{item.SelectedPath.FirstSegment.Identifier}' takes no options of its own.");
        }
    }

    /// <summary>The library's message without the advice that it gives to programmers.</summary>
    public static string Explain(ODataException e)
    {
        var text = e.Message.ReplaceLineEndings(" ");
        foreach (var advice in (string[])[" To increase the limit", " To allow it", " To enable", " Try "])
        {
            var at = text.IndexOf(advice, StringComparison.Ordinal);
            if (at > 0)
                text = text[..at];
        }

        return text;
    }
}
