using System.Security.Cryptography;
using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>An inverse functional identifier (IFI, xAPI 1.0.3 Data 2.4.2.3): what names exactly one agent or identified group.</summary>
/// <param name="Kind">Which of the four identifiers it is.</param>
/// <param name="Value">The <c>mailto:</c> IRI, the SHA-1 in lower-case hex, the OpenID URI, or the account's name.</param>
/// <param name="HomePage">The account's home page; null for the other kinds.</param>
public sealed record AgentIdentifier(AgentIdentifierKind Kind, string Value, string? HomePage = null)
{
    /// <summary>The key of this identifier under the <c>agent</c> filter.</summary>
    public IndexKey AgentKey => IndexKey.Of(IndexKeyKind.Agent, Canonical());

    /// <summary>The key of this identifier under the <c>agent</c> filter with <c>related_agents</c>.</summary>
    public IndexKey RelatedAgentKey => IndexKey.Of(IndexKeyKind.RelatedAgent, Canonical());

    /// <summary>
    /// The one text that equal identifiers share. A mailbox's scheme and domain are compared without case (RFC 5321 2.4), its local part
    /// with case; an account's parts are length-prefixed, so no name can imitate another account's home page.
    /// </summary>
    public string Canonical() => Kind switch
    {
        AgentIdentifierKind.Mbox => "m:" + NormaliseMbox(Value),
        AgentIdentifierKind.MboxSha1Sum => "s:" + Value.ToLowerInvariant(),
        AgentIdentifierKind.OpenId => "o:" + Value,
        AgentIdentifierKind.Account => $"a:{HomePage!.Length}:{HomePage}:{Value}",
        _ => throw new InvalidOperationException($"Unknown identifier kind {Kind}"),
    };

    /// <summary>
    /// For a mailbox, the <c>mbox_sha1sum</c> by which other systems may speak of the same person (xAPI 1.0.3 Data 2.4.2.3); null for other kinds.
    /// </summary>
    public AgentIdentifier? Sha1Twin()
    {
        if (Kind != AgentIdentifierKind.Mbox)
            return null;
#pragma warning disable CA5350 // the standard defines this identifier as SHA-1; nothing is protected by it
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes(Value));
#pragma warning restore CA5350
        return new AgentIdentifier(AgentIdentifierKind.MboxSha1Sum, Convert.ToHexStringLower(hash));
    }

    private static string NormaliseMbox(string value)
    {
        var at = value.LastIndexOf('@');
        return at < 0 || !value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            ? value
            : string.Concat("mailto:", value.AsSpan(7, at - 7), value[at..].ToLowerInvariant());
    }
}
