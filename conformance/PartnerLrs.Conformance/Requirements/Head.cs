using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>HEAD, and calls from browsers.</summary>
internal static class Head
{
    [Requirement("Communication 1.1", "4.1.1", "HEAD is answered as GET would be, with the same headers and without a body, wherever there is GET.")]
    public static async Task Is_as_get(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        var places = Place.Everywhere();
        foreach (var place in places)
            await lrs.StoreAsync(place.Document(), """{"a":1}""");
        string[] addresses =
        [
            "about", $"statements?statementId={Sample.IdOf(statement):D}", $"statements?statementId={Sample.Id():D}", "statements?unknown=1", $"agents?{Place.Parameter("agent", Sample.Agent())}",
            .. places.Select(place => place.Document()), .. places.Select(place => place.Context), .. places.Select(place => place.Document("none")),
        ];
        foreach (var address in addresses)
        {
            var get = await lrs.SendAsync(HttpMethod.Get, address);
            var head = (await lrs.SendAsync(HttpMethod.Head, address)).Is(get.Status);
            Check.Same("", head.Text, $"The body of HEAD {address}");
            foreach (var name in new[] { "Content-Type", "ETag", "Last-Modified", Lrs.VersionHeader })
                Check.Same(get.Headers.GetValueOrDefault(name), head.Headers.GetValueOrDefault(name), $"{name} of HEAD {address}");
        }
    }

    [Requirement("Communication 1.3", "4.1.1", "Scripts of other origins may call, and read the standard's headers.", Should = true)]
    public static async Task Other_origins_may_call(Lrs lrs)
    {
        var preflight = await lrs.SendAsync(HttpMethod.Options, "statements", change: request =>
        {
            request.Headers.Authorization = null;
            request.Headers.Remove(Lrs.VersionHeader);
            request.Headers.Add("Origin", "https://course.example");
            request.Headers.Add("Access-Control-Request-Method", "PUT");
            request.Headers.Add("Access-Control-Request-Headers", $"authorization,content-type,if-match,{Lrs.VersionHeader.ToLowerInvariant()}");
        });
        preflight.Is(200, 204);
        Check.That(preflight.Header("Access-Control-Allow-Methods").Contains("PUT", StringComparison.Ordinal), "PUT is not allowed.");
        Check.That(preflight.Header("Access-Control-Allow-Headers").Contains(Lrs.VersionHeader, StringComparison.OrdinalIgnoreCase), $"{Lrs.VersionHeader} is not allowed.");
        var reply = await lrs.SendAsync(HttpMethod.Get, "statements?limit=1", change: request => request.Headers.Add("Origin", "https://course.example"));
        Check.That(reply.Header("Access-Control-Allow-Origin") is "*" or "https://course.example", "The origin is not allowed.");
        Check.That(reply.Header("Access-Control-Expose-Headers").Contains(Lrs.BoundHeader, StringComparison.OrdinalIgnoreCase), $"{Lrs.BoundHeader} is not exposed.");
    }
}
