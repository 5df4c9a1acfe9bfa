using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PartnerLrs.Xapi.Tests.Fuzz;

/// <summary>
/// The rules once more, written as plainly as possible over a document: slow, and different in kind from the walker, so that the two do not share mistakes.
/// Every rule throws <see cref="RuleBrokenException"/>.
/// </summary>
internal sealed partial class ReferenceValidator(XapiVersion version)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool Accepts(byte[] body, XapiVersion version)
    {
        try
        {
            StrictUtf8.GetString(body);
            using var document = JsonDocument.Parse(body);
            Everything(document.RootElement);
            new ReferenceValidator(version).Statement(document.RootElement, isSub: false);
            return true;
        }
        catch (Exception exception) when (exception is RuleBrokenException or JsonException or InvalidOperationException or ArgumentException)
        {
            return false; // the last two: text that is not Unicode
        }
    }

    private static void Require(bool rule)
    {
        if (!rule)
            throw new RuleBrokenException();
    }

    /// <summary>Holds anywhere, extensions included: every text is Unicode, no name occurs twice.</summary>
    private static void Everything(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            element.GetString();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Everything(item);
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            var names = element.EnumerateObject().Select(property => property.Name).ToList();
            Require(names.Distinct(StringComparer.Ordinal).Count() == names.Count);
            foreach (var property in element.EnumerateObject())
                Everything(property.Value);
        }
    }

    private static Dictionary<string, JsonElement> Object(JsonElement element, string required, string optional)
    {
        Require(element.ValueKind == JsonValueKind.Object);
        var members = element.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        var requiredNames = required.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Require(requiredNames.All(members.ContainsKey));
        Require(members.Keys.All(name => requiredNames.Contains(name) || optional.Split(' ').Contains(name)));
        return members;
    }

    private static void Each(JsonElement element, Action<JsonElement> rule)
    {
        Require(element.ValueKind == JsonValueKind.Array);
        foreach (var item in element.EnumerateArray())
            rule(item);
    }

    private static void When(Dictionary<string, JsonElement> members, string name, Action<JsonElement> rule)
    {
        if (members.TryGetValue(name, out var value))
            rule(value);
    }

    private static string Text(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.String);
        return element.GetString()!;
    }

    private static void AnyText(JsonElement element) => Text(element);

    private static void Matches(JsonElement element, Regex pattern) => Require(pattern.IsMatch(Text(element)));

    private static void IsIri(JsonElement element) => Matches(element, IriPattern());

    private static void IsUuid(JsonElement element) => Matches(element, UuidPattern());

    private void IsTimestamp(JsonElement element)
    {
        var match = (version == XapiVersion.V2 ? Rfc3339Pattern() : Iso8601Pattern()).Match(Text(element));
        Require(match.Success);
        int Part(string name) => match.Groups[name].Success && match.Groups[name].Length > 0 ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var (year, month, day, hour, minute, second) = (Part("y"), Part("mo"), Part("d"), Part("h"), Part("mi"), Part("s"));
        Require(year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && minute < 60 && second <= 60);
        Require(second < 60 || minute == 59);
        var isWholeDay = hour == 24 && minute == 0 && second == 0 && match.Groups["f"].Value.All(digit => digit == '0') && version == XapiVersion.V1;
        Require(hour < 24 || isWholeDay);
        var (offsetHours, offsetMinutes) = (Part("oh"), Part("om"));
        Require(offsetHours < 24 && offsetMinutes < 60);
        Require(match.Groups["sign"].Value != "-" || offsetHours + offsetMinutes > 0);
        var utc = new DateTime(year, month, day).Ticks + new TimeSpan(hour, minute, second).Ticks - ((match.Groups["sign"].Value == "-" ? -1 : 1) * new TimeSpan(offsetHours, offsetMinutes, 0).Ticks);
        Require(utc >= 0 && utc < DateTime.MaxValue.Ticks);
    }

    private static void LanguageMap(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.Object);
        foreach (var property in element.EnumerateObject())
        {
            Require(LanguagePattern().IsMatch(property.Name));
            Text(property.Value);
        }
    }

    private static void Extensions(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.Object);
        Require(element.EnumerateObject().All(property => IriPattern().IsMatch(property.Name)));
    }

    private void Statement(JsonElement element, bool isSub)
    {
        var members = isSub
            ? Object(element, "objectType actor verb object", "result context timestamp attachments")
            : Object(element, "actor verb object", "id result context timestamp stored authority version attachments");
        When(members, "id", IsUuid);
        When(members, "timestamp", IsTimestamp);
        When(members, "stored", IsTimestamp);
        When(members, "version", value => Matches(value, version == XapiVersion.V1 ? VersionOnePattern() : VersionTwoPattern()));
        When(members, "authority", Authority);
        Agent(members["actor"]);
        var verb = Object(members["verb"], "id", "display");
        IsIri(verb["id"]);
        When(verb, "display", LanguageMap);
        var kind = TheObject(members["object"], isSub);
        Require(isSub || verb["id"].GetString() != "http://adlnet.gov/expapi/verbs/voided" || kind == "StatementRef");
        When(members, "result", Result);
        When(members, "context", value => Context(value, kind));
        When(members, "attachments", value => Each(value, Attachment));
    }

    private string TheObject(JsonElement element, bool isSub)
    {
        Require(element.ValueKind == JsonValueKind.Object);
        var kind = element.TryGetProperty("objectType", out var type) ? Text(type) : "Activity";
        switch (kind)
        {
            case "Activity":
                Activity(element);
                break;
            case "Agent" or "Group":
                Agent(element);
                break;
            case "StatementRef":
                StatementRef(element);
                break;
            default:
                Require(kind == "SubStatement" && !isSub);
                Statement(element, isSub: true);
                break;
        }

        return kind;
    }

    private static bool Agent(JsonElement element, string kinds = "Agent Group")
    {
        var members = Object(element, "", "objectType name mbox mbox_sha1sum openid account member");
        var kind = members.TryGetValue("objectType", out var type) ? Text(type) : "Agent";
        Require(kinds.Split(' ').Contains(kind));
        When(members, "name", AnyText);
        When(members, "mbox", value => Require(IriPattern().IsMatch(Text(value)) && MailtoPattern().IsMatch(Text(value))));
        When(members, "mbox_sha1sum", value => Matches(value, Sha1Pattern()));
        When(members, "openid", IsIri);
        When(members, "account", value =>
        {
            var account = Object(value, "homePage name", "");
            IsIri(account["homePage"]);
            Require(!Text(account["name"]).Contains('\0'));
        });
        When(members, "member", value => Each(value, member => Agent(member, "Agent")));
        var identifiers = new[] { "mbox", "mbox_sha1sum", "openid", "account" }.Count(members.ContainsKey);
        Require(identifiers <= 1);
        Require(kind == "Group" ? identifiers == 1 || (members.TryGetValue("member", out var list) && list.GetArrayLength() > 0) : identifiers == 1 && !members.ContainsKey("member"));
        return identifiers == 1;
    }

    private static void Authority(JsonElement element)
    {
        var isIdentified = Agent(element);
        if (element.TryGetProperty("objectType", out var type) && type.GetString() == "Group")
            Require(!isIdentified && element.GetProperty("member").GetArrayLength() == 2);
    }

    private static void Activity(JsonElement element)
    {
        var members = Object(element, "id", "objectType definition");
        When(members, "objectType", value => Require(Text(value) == "Activity"));
        IsIri(members["id"]);
        When(members, "definition", Definition);
    }

    private static void Definition(JsonElement element)
    {
        var lists = new Dictionary<string, string>
        {
            ["true-false"] = "",
            ["choice"] = "choices",
            ["fill-in"] = "",
            ["long-fill-in"] = "",
            ["matching"] = "source target",
            ["performance"] = "steps",
            ["sequencing"] = "choices",
            ["likert"] = "scale",
            ["numeric"] = "",
            ["other"] = "",
        };
        Require(element.ValueKind == JsonValueKind.Object);
        var interaction = "";
        if (element.TryGetProperty("interactionType", out var type))
        {
            Require(lists.ContainsKey(Text(type)));
            interaction = " interactionType correctResponsesPattern " + lists[Text(type)];
        }

        var members = Object(element, "", "name description type moreInfo extensions" + interaction);
        When(members, "name", LanguageMap);
        When(members, "description", LanguageMap);
        When(members, "type", IsIri);
        When(members, "moreInfo", IsIri);
        When(members, "extensions", Extensions);
        When(members, "correctResponsesPattern", value => Each(value, AnyText));
        foreach (var list in new[] { "choices", "scale", "source", "target", "steps" })
        {
            When(members, list, value =>
            {
                Each(value, item =>
                {
                    var component = Object(item, "id", "description");
                    Text(component["id"]);
                    When(component, "description", LanguageMap);
                });
                var ids = value.EnumerateArray().Select(item => item.GetProperty("id").GetString()).ToList();
                Require(ids.Distinct(StringComparer.Ordinal).Count() == ids.Count);
            });
        }
    }

    private static void StatementRef(JsonElement element)
    {
        var members = Object(element, "objectType id", "");
        Require(Text(members["objectType"]) == "StatementRef");
        IsUuid(members["id"]);
    }

    private static void Result(JsonElement element)
    {
        var members = Object(element, "", "score success completion response duration extensions");
        When(members, "success", value => Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False));
        When(members, "completion", value => Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False));
        When(members, "response", AnyText);
        When(members, "duration", value => Matches(value, DurationPattern()));
        When(members, "extensions", Extensions);
        When(members, "score", value =>
        {
            var score = Object(value, "", "scaled raw min max").ToDictionary(pair => pair.Key, pair =>
            {
                Require(pair.Value.ValueKind == JsonValueKind.Number);
                var number = double.Parse(pair.Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
                Require(double.IsFinite(number));
                return number;
            });
            double Get(string name, double otherwise) => score.TryGetValue(name, out var number) ? number : otherwise;
            var (min, max) = (Get("min", double.NegativeInfinity), Get("max", double.PositiveInfinity));
            Require(Math.Abs(Get("scaled", 0)) <= 1 && min < max);
            Require(!score.ContainsKey("raw") || (score["raw"] >= min && score["raw"] <= max));
        });
    }

    private void Context(JsonElement element, string kind)
    {
        var members = Object(
            element,
            "",
            "registration instructor team contextActivities language statement extensions" + (kind == "Activity" ? " revision platform" : "") + (version == XapiVersion.V2 ? " contextAgents contextGroups" : ""));
        When(members, "registration", IsUuid);
        When(members, "instructor", value => Agent(value));
        When(members, "team", value => Agent(value, "Group"));
        When(members, "revision", AnyText);
        When(members, "platform", AnyText);
        When(members, "language", value => Matches(value, LanguagePattern()));
        When(members, "statement", StatementRef);
        When(members, "extensions", Extensions);
        When(members, "contextActivities", value =>
        {
            foreach (var (_, activities) in Object(value, "", "parent grouping category other"))
            {
                if (activities.ValueKind == JsonValueKind.Array)
                    Each(activities, Activity);
                else
                    Activity(activities);
            }
        });
        foreach (var (list, type, party, partyKind) in new[] { ("contextAgents", "contextAgent", "agent", "Agent"), ("contextGroups", "contextGroup", "group", "Group") })
        {
            When(members, list, value => Each(value, item =>
            {
                var entry = Object(item, "objectType " + party, "relevantTypes");
                Require(Text(entry["objectType"]) == type);
                Agent(entry[party], partyKind);
                When(entry, "relevantTypes", types =>
                {
                    Each(types, IsIri);
                    Require(types.GetArrayLength() > 0);
                });
            }));
        }
    }

    private static void Attachment(JsonElement element)
    {
        var members = Object(element, "usageType display contentType length sha2", "description fileUrl");
        IsIri(members["usageType"]);
        LanguageMap(members["display"]);
        Matches(members["contentType"], MediaTypePattern());
        Require(members["length"].ValueKind == JsonValueKind.Number && members["length"].TryGetInt64(out var length) && length >= 0);
        Matches(members["sha2"], Sha2Pattern());
        When(members, "description", LanguageMap);
        When(members, "fileUrl", IsIri);
    }

    [GeneratedRegex("""\A[A-Za-z][A-Za-z0-9+.-]*:(?=.)(?:[^\x00-\x20<>"{}|\\^`\x7F#%]|%[0-9A-Fa-f]{2})*(?:#(?:[^\x00-\x20<>"{}|\\^`\x7F#%]|%[0-9A-Fa-f]{2})*)?\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex IriPattern();

    [GeneratedRegex("""\A[Mm][Aa][Ii][Ll][Tt][Oo]:[^@?#]+@[^@?#]+\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex MailtoPattern();

    [GeneratedRegex("""\A[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex UuidPattern();

    [GeneratedRegex("""\A[0-9A-Fa-f]{40}\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Sha1Pattern();

    [GeneratedRegex("""\A(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Sha2Pattern();

    [GeneratedRegex("""\A1\.0(?:\.[0-9]{1,6})?\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex VersionOnePattern();

    [GeneratedRegex("""\A[12]\.0(?:\.[0-9]{1,6})?\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex VersionTwoPattern();

    [GeneratedRegex("""\AP(?:[0-9]+(?:[.,][0-9]+)?W|(?=[0-9T])(?:[0-9]+(?:[.,][0-9]+(?=Y\z))?Y)?(?:[0-9]+(?:[.,][0-9]+(?=M\z))?M)?(?:[0-9]+(?:[.,][0-9]+(?=D\z))?D)?(?:T(?=[0-9])(?:[0-9]+(?:[.,][0-9]+(?=H\z))?H)?(?:[0-9]+(?:[.,][0-9]+(?=M\z))?M)?(?:[0-9]+(?:[.,][0-9]+(?=S\z))?S)?)?)\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex DurationPattern();

    [GeneratedRegex("""\A(?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})[Tt](?<h>[0-9]{2}):(?<mi>[0-9]{2}):(?<s>[0-9]{2})(?:\.(?<f>[0-9]+))?(?:[Zz]|(?<sign>[+-])(?<oh>[0-9]{2}):(?<om>[0-9]{2}))\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Rfc3339Pattern();

    [GeneratedRegex("""\A(?:(?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})[Tt](?<h>[0-9]{2}):(?<mi>[0-9]{2})(?::(?<s>[0-9]{2})(?:[.,](?<f>[0-9]+))?)?|(?<y>[0-9]{4})(?<mo>[0-9]{2})(?<d>[0-9]{2})[Tt](?<h>[0-9]{2})(?<mi>[0-9]{2})(?:(?<s>[0-9]{2})(?:[.,](?<f>[0-9]+))?)?)(?:[Zz]|(?<sign>[+-])(?<oh>[0-9]{2})(?::?(?<om>[0-9]{2}))?)?\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Iso8601Pattern();

    [GeneratedRegex("""\A(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de))\z""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LanguagePattern();

    [GeneratedRegex("""\A[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*(?:;[ \t]*[!#$%&'*+.^_`|~0-9A-Za-z-]+=(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[^\x00-\x08\x0A-\x1F\x7F"\\]|\\[^\x00-\x08\x0A-\x1F\x7F])*")[ \t]*)*(?:;[ \t]*)?\z""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex MediaTypePattern();

    private sealed class RuleBrokenException : Exception;
}
