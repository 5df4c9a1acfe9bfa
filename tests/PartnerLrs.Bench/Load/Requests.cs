using System.Net;
using System.Net.Http.Headers;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Load;

/// <summary>Makes requests to an LRS with one credential.</summary>
internal sealed class Requests(Uri root, Credential credential, string version)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public Requests(ILrs lrs)
        : this(lrs.Endpoint, lrs.Credential, lrs.Version)
    {
    }

    /// <summary>The same requests to another address, for a comparison.</summary>
    public Requests At(Uri other) => new(other, credential, version);

    /// <summary>GET of an address below the endpoint, or of one that an answer named.</summary>
    public HttpRequestMessage Get(string address) => Make(HttpMethod.Get, new Uri(root, address));

    /// <summary>GET of an address.</summary>
    public HttpRequestMessage Get(Uri address) => Make(HttpMethod.Get, address);

    /// <summary>An address below the endpoint, made once for many requests.</summary>
    public Uri Address(string relative) => new(root, relative);

    /// <summary>POST of statements.</summary>
    public HttpRequestMessage Post(ReadOnlyMemory<byte> body)
    {
        var request = Make(HttpMethod.Post, statements);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = Json;
        return request;
    }

    private readonly Uri statements = new(root, "statements");

    private HttpRequestMessage Make(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("Authorization", credential.Header);
        request.Headers.TryAddWithoutValidation("X-Experience-API-Version", version);
        return request;
    }
}
