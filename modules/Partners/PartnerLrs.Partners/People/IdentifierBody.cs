using System.Text.Json.Serialization;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.People;

/// <summary>An identifier as it is sent and answered: exactly one of the four, as in xAPI (1.0.3 Data 2.4.2.3).</summary>
internal sealed record IdentifierBody
{
    private const int Maximum = 1000;

    /// <summary>A <c>mailto:</c> IRI.</summary>
    public string? Mbox { get; init; }

    /// <summary>The SHA-1 of a <c>mailto:</c> IRI in hex.</summary>
    [JsonPropertyName("mbox_sha1sum")]
    public string? MboxSha1Sum { get; init; }

    /// <summary>An OpenID URI.</summary>
    [JsonPropertyName("openid")]
    public string? OpenId { get; init; }

    /// <summary>An account.</summary>
    public AccountBody? Account { get; init; }

    public static IdentifierBody Of(Identifier identifier) => identifier.Kind switch
    {
        AgentIdentifierKind.Mbox => new IdentifierBody { Mbox = identifier.Value },
        AgentIdentifierKind.MboxSha1Sum => new IdentifierBody { MboxSha1Sum = identifier.Value },
        AgentIdentifierKind.OpenId => new IdentifierBody { OpenId = identifier.Value },
        _ => new IdentifierBody { Account = new AccountBody(identifier.HomePage!, identifier.Value) },
    };

    public static AgentIdentifier? Read(ObjectReader reader)
    {
        string[] kinds = ["mbox", "mbox_sha1sum", "openid", "account"];
        reader.Allow(kinds);
        var present = kinds.Where(reader.Has).ToList();
        if (present.Count != 1)
        {
            reader.Fail("", "invalid-identifier", $"Expected exactly one of {string.Join(", ", kinds)}, found {present.Count}.");
            return null;
        }

        if (present[0] == "account")
            return ReadAccount(reader);
        if (reader.Text(present[0], Maximum, required: true) is not { } text)
            return null;
        switch (present[0])
        {
            case "mbox" when IsMailbox(text):
                return new AgentIdentifier(AgentIdentifierKind.Mbox, text);
            case "mbox":
                reader.Fail("mbox", "invalid-identifier", "mbox: expected a mailto: IRI such as mailto:ada@nordwind.example.");
                return null;
            case "mbox_sha1sum" when text.Length == 40 && text.All(char.IsAsciiHexDigit):
                return new AgentIdentifier(AgentIdentifierKind.MboxSha1Sum, text.ToLowerInvariant());
            case "mbox_sha1sum":
                reader.Fail("mbox_sha1sum", "invalid-identifier", "mbox_sha1sum: expected 40 hexadecimal digits.");
                return null;
            case "openid" when IsAbsoluteUri(text):
                return new AgentIdentifier(AgentIdentifierKind.OpenId, text);
            default:
                reader.Fail("openid", "invalid-identifier", "openid: expected an absolute URI.");
                return null;
        }
    }

    private static AgentIdentifier? ReadAccount(ObjectReader reader)
    {
        if (reader.Object("account") is not { } account)
            return null;
        account.Allow("homePage", "name");
        var (homePage, name) = (account.Text("homePage", Maximum, required: true), account.Text("name", Maximum, required: true));
        if (homePage is null || name is null)
            return null;
        if (IsAbsoluteUri(homePage))
            return new AgentIdentifier(AgentIdentifierKind.Account, name, homePage);
        account.Fail("homePage", "invalid-identifier", "homePage: expected an absolute URI.");
        return null;
    }

    private static bool IsMailbox(string text)
    {
        const string scheme = "mailto:";
        var at = text.LastIndexOf('@');
        return text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && at > scheme.Length && at < text.Length - 1
            && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '"' or ',' or '?');
    }

    private static bool IsAbsoluteUri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 && Uri.CheckSchemeName(text[..colon])
            && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '"') && Uri.TryCreate(text, UriKind.Absolute, out _);
    }
}
