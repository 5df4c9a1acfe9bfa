using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>The version header.</summary>
internal static class Versions
{
    [Requirement("Communication 3.3", "4.1.1", "Every answer names the latest patch of the version that is spoken.")]
    public static async Task Every_answer_names_the_version(Lrs lrs)
    {
        foreach (var address in new[] { "about", "statements?limit=1", $"statements?statementId={Sample.Id():D}", "statements?unknown=1" })
        {
            var version = (await lrs.SendAsync(HttpMethod.Get, address)).Header(Lrs.VersionHeader);
            Check.That(version.StartsWith(lrs.Version[..3] + ".", StringComparison.Ordinal), $"GET {address} answered version {version}.");
        }
    }

    [Requirement("Communication 3.3", "4.1.1", "An answer to a request without a credential names the version too.")]
    public static async Task A_refused_credential_is_answered_with_the_version(Lrs lrs) =>
        _ = (await lrs.SendAsync(HttpMethod.Get, "statements", change: request => request.Headers.Authorization = null)).Header(Lrs.VersionHeader);

    [Requirement("Communication 3.3", "4.1.1", "A request without a version header is refused with 400.")]
    public static async Task A_missing_version_is_refused(Lrs lrs) => await RefusedAsync(lrs, null);

    [Requirement("Communication 3.3", "4.1.1", "A version without a patch number is accepted.")]
    public static async Task A_version_without_patch_is_accepted(Lrs lrs) => (await SendAsync(lrs, lrs.Version[..3])).Is(200);

    [Requirement("Communication 3.3", "4.1.1", "Any patch of the version is accepted.")]
    public static async Task Any_patch_is_accepted(Lrs lrs)
    {
        foreach (var patch in new[] { "0", "1", "2", "9" })
            (await SendAsync(lrs, $"{lrs.Version[..3]}.{patch}")).Is(200);
    }

    [Requirement("Communication 3.3", "4.1.1", "Versions that the LRS does not speak are refused with 400.")]
    public static async Task Unknown_versions_are_refused(Lrs lrs)
    {
        foreach (var version in new[] { "0.9", "0.95", "1.1.0", "2.1.0", "3.0.0", "1", "one" })
            await RefusedAsync(lrs, version);
    }

    private static async Task RefusedAsync(Lrs lrs, string? version)
    {
        var statement = Sample.Statement();
        (await SendAsync(lrs, version)).Is(400);
        (await SendAsync(lrs, version, HttpMethod.Post, statement.ToJsonString())).Is(400);
        (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(404);
    }

    private static Task<Reply> SendAsync(Lrs lrs, string? version, HttpMethod? method = null, string? json = null) =>
        lrs.SendAsync(method ?? HttpMethod.Get, json is null ? "statements?limit=1" : "statements", json, request =>
        {
            request.Headers.Remove(Lrs.VersionHeader);
            if (version is not null)
                request.Headers.TryAddWithoutValidation(Lrs.VersionHeader, version);
        });
}
