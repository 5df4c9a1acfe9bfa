using PartnerLrs.Lrs.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Documents;

/// <summary>A change that a request asks for.</summary>
internal sealed record DocumentChange
{
    /// <summary>What is done.</summary>
    public required DocumentAction Action { get; init; }

    /// <summary>What the documents belong to.</summary>
    public required DocumentContext Context { get; init; }

    /// <summary>The registration, or null.</summary>
    public Guid? Registration { get; init; }

    /// <summary>The document's id; empty for <see cref="DocumentAction.DeleteAll"/>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The version of the conversation: they rule differently on a PUT without preconditions.</summary>
    public required XapiVersion Version { get; init; }

    /// <summary>What has to hold of the present document.</summary>
    public required Preconditions Preconditions { get; init; }

    /// <summary>The content's media type.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The content.</summary>
    public byte[] Content { get; init; } = [];
}
