using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>The property names of one kind of object. A name's place in the list is the number by which the walker speaks of it.</summary>
internal sealed class Shape
{
    private readonly string[] names;
    private readonly byte[][] utf8;

    public Shape(string noun, Rule rule, params string[] names)
    {
        (Noun, Rule, this.names) = (noun, rule, names);
        utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    public static Shape Statement { get; } = new("a statement", Rule.Statement,
        "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments");

    public static Shape Agent { get; } = new("an Agent or Group", Rule.Agent,
        "objectType", "name", "mbox", "mbox_sha1sum", "openid", "account", "member");

    public static Shape Account { get; } = new("an account", Rule.Account, "homePage", "name");

    public static Shape Verb { get; } = new("a verb", Rule.Verb, "id", "display");

    /// <summary>Everything an object may have; which of it an object of one type may have is known once its objectType has been seen, wherever that stands.</summary>
    public static Shape Object { get; } = new("a statement's object", Rule.Object,
        "objectType", "id", "definition", "name", "mbox", "mbox_sha1sum", "openid", "account", "member",
        "actor", "verb", "object", "result", "context", "timestamp", "attachments");

    public static Shape Activity { get; } = new("an activity", Rule.Activity, "objectType", "id", "definition");

    public static Shape StatementRef { get; } = new("a StatementRef", Rule.StatementObject, "objectType", "id");

    public static Shape Definition { get; } = new("an activity definition", Rule.Activity,
        "name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern",
        "choices", "scale", "source", "target", "steps");

    public static Shape Component { get; } = new("an interaction component", Rule.Activity, "id", "description");

    public static Shape Result { get; } = new("a result", Rule.Result, "score", "success", "completion", "response", "duration", "extensions");

    public static Shape Score { get; } = new("a score", Rule.Score, "scaled", "raw", "min", "max");

    /// <summary>The two last are of xAPI 2.0 only.</summary>
    public static Shape Context { get; } = new("a context", Rule.Context,
        "registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement", "extensions",
        "contextAgents", "contextGroups");

    public static Shape ContextActivities { get; } = new("contextActivities", Rule.ContextActivities, "parent", "grouping", "category", "other");

    public static Shape ContextAgent { get; } = new("a contextAgent", Rule.Context, "objectType", "agent", "relevantTypes");

    public static Shape ContextGroup { get; } = new("a contextGroup", Rule.Context, "objectType", "group", "relevantTypes");

    public static Shape Attachment { get; } = new("an attachment", Rule.Attachments,
        "usageType", "display", "contentType", "length", "sha2", "description", "fileUrl");

    public string Noun { get; }

    public Rule Rule { get; }

    public string this[int member] => names[member];

    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var member = 0; member < utf8.Length; member++)
        {
            if (name.SequenceEqual(utf8[member]))
                return member;
        }

        return -1;
    }

    /// <summary>What a name that is none of these should have been.</summary>
    public string Expected(string found)
    {
        var twin = Array.Find(names, name => name.Equals(found, StringComparison.OrdinalIgnoreCase));
        return twin is null ? $"expected only properties of {Noun} ({string.Join(", ", names)})" : $"expected \"{twin}\", written exactly so";
    }
}
