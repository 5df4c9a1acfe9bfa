namespace PartnerLrs.Xapi;

/// <summary>The four inverse functional identifiers (xAPI 1.0.3 Data 2.4.2.3).</summary>
public enum AgentIdentifierKind
{
    /// <summary><c>mbox</c>: a <c>mailto:</c> IRI.</summary>
    Mbox,

    /// <summary><c>mbox_sha1sum</c>: hex SHA-1 of a <c>mailto:</c> IRI.</summary>
    MboxSha1Sum,

    /// <summary><c>openid</c>: a URI.</summary>
    OpenId,

    /// <summary><c>account</c>: a home page and a name there.</summary>
    Account,
}
