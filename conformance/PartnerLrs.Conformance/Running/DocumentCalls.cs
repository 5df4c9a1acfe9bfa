using System.Net.Http.Headers;
using System.Text;

namespace PartnerLrs.Conformance.Running;

/// <summary>Requests to the document resources.</summary>
internal static class DocumentCalls
{
    public static Task<Reply> ReadAsync(this Lrs lrs, string address) => lrs.SendAsync(HttpMethod.Get, address);

    public static Task<Reply> PutAsync(this Lrs lrs, string address, string content, string type = "application/json", string? match = null, string? noneMatch = null) =>
        lrs.SendAsync(HttpMethod.Put, address, null, With(content, type, match, noneMatch));

    public static Task<Reply> PostAsync(this Lrs lrs, string address, string content, string type = "application/json", string? match = null) =>
        lrs.SendAsync(HttpMethod.Post, address, null, With(content, type, match, null));

    public static Task<Reply> DeleteAsync(this Lrs lrs, string address, string? match = null) =>
        lrs.SendAsync(HttpMethod.Delete, address, null, request => Demand(request, match, null));

    /// <summary>Stores a document that must not be there yet.</summary>
    public static async Task<Reply> StoreAsync(this Lrs lrs, string address, string content, string type = "application/json") =>
        (await lrs.PutAsync(address, content, type, noneMatch: "*")).Is(204);

    private static Action<HttpRequestMessage> With(string content, string type, string? match, string? noneMatch) => request =>
    {
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Demand(request, match, noneMatch);
    };

    private static void Demand(HttpRequestMessage request, string? match, string? noneMatch)
    {
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        if (noneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", noneMatch);
    }
}
