using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs;

/// <summary>How the LRS behaves; section <c>Xapi</c> of the configuration.</summary>
public sealed class LrsOptions
{
    /// <summary>The version that is spoken where a request names none (about, errors): <c>2.0.0</c> (default) or <c>1.0.3</c>.</summary>
    public XapiVersion DefaultVersion { get; set; } = XapiVersion.V2;

    /// <summary>The largest JSON of a statements request, in bytes: its body, or the first part of one with attachments. Default 32 MiB.</summary>
    public int MaximumRequestBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The largest attachment that a statements request may bring, in bytes. Default 256 MiB.</summary>
    public int MaximumAttachmentBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The largest state or profile document, as it is sent and as merging makes it, in bytes. Default 8 MiB.</summary>
    public int MaximumDocumentBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>The largest page of a statements query, which is also the page of a query without limit. Default 500.</summary>
    public int MaximumPage { get; set; } = 500;

    /// <summary>The home page of the account that stands as <c>authority</c> on statements: this installation's public address. Default <c>http://127.0.0.1:8080</c>.</summary>
    public string AuthorityHomePage { get; set; } = "http://127.0.0.1:8080";
}
