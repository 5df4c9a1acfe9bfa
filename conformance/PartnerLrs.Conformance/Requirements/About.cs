using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>The about resource.</summary>
internal static class About
{
    [Requirement("Communication 2.8", "4.1.6.7", "About answers 200 with JSON.")]
    public static async Task Answers_json(Lrs lrs)
    {
        var about = (await lrs.SendAsync(HttpMethod.Get, "about")).Is(200);
        Check.That(about.Header("Content-Type").StartsWith("application/json", StringComparison.Ordinal), $"Content-Type is {about.Header("Content-Type")}.");
        _ = about.Json.AsObject();
    }

    [Requirement("Communication 2.8", "4.1.6.7", "About lists the versions that are spoken, this one among them.")]
    public static async Task Lists_the_versions(Lrs lrs)
    {
        var versions = (await lrs.SendAsync(HttpMethod.Get, "about")).Is(200).Json["version"]!.AsArray().Select(version => (string)version!).ToList();
        Check.That(versions.Exists(version => version.StartsWith(lrs.Version[..3], StringComparison.Ordinal)), $"Found {string.Join(", ", versions)}.");
    }

    [Requirement("Communication 2.8", "4.1.6.7", "The extensions of about, if there are any, are named by IRIs.")]
    public static async Task Names_extensions_by_iris(Lrs lrs)
    {
        foreach (var (name, _) in (await lrs.SendAsync(HttpMethod.Get, "about")).Is(200).Json["extensions"]?.AsObject() ?? [])
            Check.That(Uri.TryCreate(name, UriKind.Absolute, out _), $"'{name}' is no IRI.");
    }

    [Requirement("Communication 3.3", "4.1.1", "About answers requests without a version header.")]
    public static async Task Needs_no_version(Lrs lrs) => (await lrs.SendAsync(HttpMethod.Get, "about", change: request => request.Headers.Remove(Lrs.VersionHeader))).Is(200);

    [Requirement("Communication 2.8", "4.1.6.7", "About answers without a credential.", Should = true)]
    public static async Task Needs_no_credential(Lrs lrs) => (await lrs.SendAsync(HttpMethod.Get, "about", change: request => request.Headers.Authorization = null)).Is(200);

    [Requirement("Communication 1.1", "4.1", "About answers HEAD as GET, without a body.")]
    public static async Task Answers_head(Lrs lrs)
    {
        var head = (await lrs.SendAsync(HttpMethod.Head, "about")).Is(200);
        Check.Same(0, head.Text.Length, "The length of the body");
        _ = head.Header(Lrs.VersionHeader);
    }
}
