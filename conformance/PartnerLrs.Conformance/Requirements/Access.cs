using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Who gets in.</summary>
internal static class Access
{
    [Requirement("Communication 4.0", "4.1.5", "A request without a credential is refused with 401.")]
    public static async Task A_stranger_is_refused(Lrs lrs)
    {
        (await lrs.SendAsync(HttpMethod.Get, "statements?limit=1", change: request => request.Headers.Authorization = null)).Is(401);
        var statement = Sample.Statement();
        (await lrs.SendAsync(HttpMethod.Post, "statements", statement.ToJsonString(), request => request.Headers.Authorization = null)).Is(401);
        (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(404);
    }

    [Requirement("Communication 4.0", "4.1.5", "A wrong secret is refused with 401.")]
    public static async Task A_wrong_secret_is_refused(Lrs lrs) =>
        (await lrs.SendAsync(HttpMethod.Get, "statements?limit=1", change: request => request.Headers.Authorization = Lrs.Basic(lrs.Key, Sample.Id().ToString("N")))).Is(401);

    [Requirement("Communication 4.0", "4.1.5", "An unknown key is refused with 401.")]
    public static async Task An_unknown_key_is_refused(Lrs lrs) =>
        (await lrs.SendAsync(HttpMethod.Get, "statements?limit=1", change: request => request.Headers.Authorization = Lrs.Basic(Sample.Id().ToString("N"), "secret"))).Is(401);

    [Requirement("Communication 4.0", "4.1.5", "An authorization header that is no HTTP Basic is refused with 401 or 400.")]
    public static async Task A_malformed_credential_is_refused(Lrs lrs) =>
        (await lrs.SendAsync(HttpMethod.Get, "statements?limit=1", change: request => request.Headers.Authorization = new("Basic", "!")))
            .Is(401, 400);
}
