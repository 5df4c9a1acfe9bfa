using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>The alternate request syntax, which 1.0.3 demands and 2.0 does not have.</summary>
internal static class AlternateSyntax
{
    [Requirement("Communication 1.3", null, "A POST with method in the query and everything else in its form is taken for the request that it describes.")]
    public static async Task Is_understood(Lrs lrs)
    {
        var statement = Sample.Statement();
        var id = ("statementId", Sample.IdOf(statement).ToString("D"));
        (await SendAsync(lrs, "statements?method=PUT", [id, .. Everything(lrs), ("Content-Type", "application/json"), ("content", statement.ToJsonString())])).Is(204);
        Check.That(await lrs.EventuallyAsync(async () => (await SendAsync(lrs, "statements?method=GET", [id, .. Everything(lrs)])).Status == 200), "The statement cannot be read in this syntax.");
    }

    [Requirement("Communication 1.3", null, "Headers of the list that stand in the form are treated as headers.")]
    public static async Task Takes_headers_from_the_form(Lrs lrs)
    {
        var place = Place.State();
        await lrs.StoreAsync(place.Document(), "{}");
        var form = place.Document()[(Place.States.Length + 1)..].Split('&').Select(pair => (pair.Split('=')[0], Uri.UnescapeDataString(pair.Split('=')[1]))).ToArray();
        (await SendAsync(lrs, $"{Place.States}?method=PUT", [.. form, .. Everything(lrs), ("If-None-Match", "*"), ("content", "{}")])).Is(412);
        (await SendAsync(lrs, $"{Place.States}?method=GET", [.. form, ("Authorization", Lrs.Basic(lrs.Key, "wrong").ToString()), (Lrs.VersionHeader, lrs.Version)])).Is(401);
        (await SendAsync(lrs, $"{Place.States}?method=GET", [.. form, ("Authorization", lrs.Authorization), (Lrs.VersionHeader, "0.8")])).Is(400);
    }

    [Requirement("Communication 1.3", null, "Any other parameter in the query beside method, and a PUT without content, are refused with 400.")]
    public static async Task Wants_its_form_right(Lrs lrs)
    {
        var id = Sample.Id().ToString("D");
        (await SendAsync(lrs, $"statements?method=PUT&statementId={id}", [.. Everything(lrs), ("content", Sample.Statement().ToJsonString())])).Is(400);
        (await SendAsync(lrs, "statements?method=PUT", [.. Everything(lrs), ("statementId", id)])).Is(400);
    }

    [Requirement(null, "4.1.2", "The alternate request syntax of 1.0.3 is refused.")]
    public static async Task Is_refused(Lrs lrs)
    {
        (await SendAsync(lrs, "statements?method=GET", [.. Everything(lrs), ("limit", "1")])).Is(400);
        (await SendAsync(lrs, "statements?method=GET", [("limit", "1")], inHeaders: true)).Is(400);
    }

    private static (string, string)[] Everything(Lrs lrs) => [("Authorization", lrs.Authorization), (Lrs.VersionHeader, lrs.Version)];

    private static Task<Reply> SendAsync(Lrs lrs, string address, (string Name, string Value)[] form, bool inHeaders = false) => lrs.SendAsync(HttpMethod.Post, address, null, request =>
    {
        request.Content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        if (inHeaders)
            return;
        request.Headers.Authorization = null;
        request.Headers.Remove(Lrs.VersionHeader);
    });
}
