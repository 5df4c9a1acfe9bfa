using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OData;
using PartnerLrs.Kernel;

namespace PartnerLrs.Reporting.Paging;

/// <summary>
/// What <c>$skiptoken</c> holds: the order and the values of the last row that was given, as a JSON array in base64url. It opens nothing
/// that the caller could not ask for with <c>$filter</c>, so it needs no signature; one that does not fit is refused.
/// </summary>
internal static class SkipToken
{
    public static string Write(IReadOnlyList<OrderColumn> columns, IEnumerable<object?> values)
    {
        var array = new JsonArray(Order(columns));
        foreach (var value in values)
        {
            array.Add(value switch
            {
                null => null,
                string text => JsonValue.Create(text),
                DateTime instant => JsonValue.Create(Timestamps.ToRfc3339(instant)),
                bool flag => JsonValue.Create(flag),
                int number => JsonValue.Create(number),
                decimal amount => JsonValue.Create(amount),
                _ => throw new NotSupportedException($"Feeds have no columns of type {value.GetType().Name} yet."),
            });
        }

        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(array.ToJsonString()));
    }

    /// <exception cref="ODataException">The token is not one of this order's.</exception>
    public static IReadOnlyList<object?> Read(IReadOnlyList<OrderColumn> columns, string token)
    {
        JsonArray? array = null;
        try
        {
            if (Base64Url.IsValid(token))
                array = JsonNode.Parse(Base64Url.DecodeFromChars(token)) as JsonArray;
        }
        catch (JsonException)
        {
            // Falls through to the one refusal.
        }

        if (array is null || array.Count != columns.Count + 1)
            throw Wrong();
        try
        {
            if ((string?)array[0] != Order(columns))
                throw Wrong();
            return columns.Select((column, i) => Value(column, array[i + 1])).ToList();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException)
        {
            throw Wrong();
        }
    }

    private static object? Value(OrderColumn column, JsonNode? node)
    {
        if (node is null)
            return column.Nullable ? null : throw Wrong();
        var type = Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType;
        if (type == typeof(DateTime))
            return Timestamps.TryParseRfc3339((string?)node, out var instant) ? instant : throw Wrong();
        if (type == typeof(bool))
            return (bool)node;
        if (type == typeof(int))
            return (int)node;
        if (type == typeof(decimal))
            return (decimal)node;
        return (string)node! is var text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw Wrong();
    }

    private static string Order(IReadOnlyList<OrderColumn> columns) => string.Join(',', columns.Select(column => column.Descending ? $"{column.Property.Name} desc" : column.Property.Name));

    private static ODataException Wrong() => new("$skiptoken: expected the token of a next link, with the $orderby that stands there.");
}
