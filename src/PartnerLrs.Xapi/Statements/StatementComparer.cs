using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>
/// Whether two statements of one id are the same statement (xAPI 1.0.3 Data 2.3.1, Statement Comparision Requirements): differences that the exceptions
/// to immutability explain are ignored, all others count. Ignored are what the LRS assigns ("id", "authority", "stored", "timestamp", "version"), activity
/// definitions, the display of verbs, how timestamps are written, the order of un-ordered lists, attachments ("not part of Statements"), and the case of what has no case.
/// Durations count as text, but not beyond 0.01 s (Data 4.6).
/// </summary>
public static class StatementComparer
{
    private enum Place
    {
        Other,
        Statement,
        Agent,
        Members,
        Verb,
        Object,
        Result,
        Context,
        ContextActivities,
        Activities,
        ContextParties,
        StatementRef,
        Timestamp,
        Duration,
        Caseless,
        Mbox,
    }

    /// <summary>Compares two valid statements. What the LRS fills in may be absent on either side; an id or timestamp that both have counts.</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        using var leftDocument = Parse(left);
        using var rightDocument = Parse(right);
        return Agrees(leftDocument.RootElement, rightDocument.RootElement, "id", Place.Caseless)
            && Agrees(leftDocument.RootElement, rightDocument.RootElement, "timestamp", Place.Timestamp)
            && Normal(leftDocument.RootElement, Place.Statement) == Normal(rightDocument.RootElement, Place.Statement);
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = StatementWalker.MaxDepth });
        return JsonDocument.ParseValue(ref reader);
    }

    private static bool Agrees(JsonElement left, JsonElement right, string name, Place place) =>
        !left.TryGetProperty(name, out var first) || !right.TryGetProperty(name, out var second) || Normal(first, place) == Normal(second, place);

    /// <summary>A text that is equal for equal values. Each side is written once and sorted, so large groups and extensions cost no more than n log n.</summary>
    private static string Normal(JsonElement element, Place place)
    {
        var text = new StringBuilder();
        Write(text, element, place);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement element, Place place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when place == Place.Activities:
                // A single activity and an array of that one are the same (xAPI 1.0.3 Data 2.4.6.2).
                text.Append('[').Append(Normal(element, Place.Object)).Append(']');
                break;
            case JsonValueKind.Object:
                if (place == Place.Object && element.TryGetProperty("objectType", out var type) && type.ValueEquals("StatementRef"u8))
                    place = Place.StatementRef;
                text.Append('{');
                foreach (var property in element.EnumerateObject().Where(property => !IsIgnored(place, property.Name)).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    WriteString(text, property.Name);
                    Write(text, property.Value, Child(place, property.Name));
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                var items = element.EnumerateArray().Select(item => Normal(item, Item(place)));
                text.Append('[').AppendJoin(',', place is Place.Members or Place.Activities ? items.Order(StringComparer.Ordinal) : items).Append(']');
                break;
            case JsonValueKind.String:
                WriteString(text, NormalString(element.GetString()!, place));
                break;
            case JsonValueKind.Number:
                text.Append(NormalNumber(element.GetRawText()));
                break;
            default:
                text.Append(element.ValueKind);
                break;
        }
    }

    private static void WriteString(StringBuilder text, string value) => text.Append(CultureInfo.InvariantCulture, $"{value.Length}:").Append(value);

    private static bool IsIgnored(Place place, string name) => place switch
    {
        Place.Statement => name is "id" or "timestamp" or "stored" or "authority" or "version" or "attachments",
        Place.Verb => name == "display",
        Place.Object => name is "definition" or "attachments",
        _ => false,
    };

    private static Place Child(Place place, string name) => (place, name) switch
    {
        (Place.Statement or Place.Object, "actor") => Place.Agent,
        (Place.Statement or Place.Object, "verb") => Place.Verb,
        (Place.Statement or Place.Object, "object") => Place.Object,
        (Place.Statement or Place.Object, "result") => Place.Result,
        (Place.Statement or Place.Object, "context") => Place.Context,
        (Place.Object, "timestamp") => Place.Timestamp,
        (Place.Agent or Place.Object, "member") => Place.Members,
        (Place.Agent or Place.Object, "mbox") => Place.Mbox,
        (Place.Agent or Place.Object, "mbox_sha1sum") => Place.Caseless,
        (Place.Result, "duration") => Place.Duration,
        (Place.Context, "registration" or "language") => Place.Caseless,
        (Place.Context, "instructor" or "team") => Place.Agent,
        (Place.Context, "contextActivities") => Place.ContextActivities,
        (Place.Context, "statement") => Place.StatementRef,
        (Place.Context, "contextAgents" or "contextGroups") => Place.ContextParties,
        (Place.ContextActivities, _) => Place.Activities,
        (Place.ContextParties, "agent" or "group") => Place.Agent,
        (Place.StatementRef, "id") => Place.Caseless,
        _ => Place.Other,
    };

    private static Place Item(Place place) => place switch
    {
        Place.Members => Place.Agent,
        Place.Activities => Place.Object,
        Place.ContextParties => Place.ContextParties,
        _ => Place.Other,
    };

    private static string NormalString(string value, Place place) => place switch
    {
        Place.Timestamp when XapiTimestamp.TryParse(value, XapiVersion.V1, out var utc) => utc.Ticks.ToString(CultureInfo.InvariantCulture),
        Place.Duration => IsoDuration.Comparable(value),
        Place.Caseless => value.ToLowerInvariant(),
        Place.Mbox => new AgentIdentifier(AgentIdentifierKind.Mbox, value).Canonical(),
        _ => value,
    };

    /// <summary>Significant digits and a power of ten: 1, 1.0 and 10e-1 are one number, and no digit is lost on the way.</summary>
    private static string NormalNumber(string raw)
    {
        var mantissa = raw.AsSpan().TrimStart('-');
        long exponent = 0;
        var mark = mantissa.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!long.TryParse(mantissa[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || exponent is < -int.MaxValue or > int.MaxValue)
                return raw;
            mantissa = mantissa[..mark];
        }

        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        if (point >= 0)
            exponent -= mantissa.Length - point - 1;
        var significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        if (significant.Length == 0)
            return "0e0";
        return string.Create(CultureInfo.InvariantCulture, $"{(raw[0] == '-' ? "-" : "")}{significant}e{exponent}");
    }
}
