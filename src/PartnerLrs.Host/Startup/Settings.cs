using PartnerLrs.Platform.Startup;
using PartnerLrs.Xapi;

namespace PartnerLrs.Host.Startup;

/// <summary>The configuration, read and checked once at start. A wrong value stops the process with one sentence that names the key, the value and what it takes.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="PublicUrl">The address under which others know this installation; statements carry it in <c>authority</c>.</param>
/// <param name="DefaultVersion">The xAPI version that is spoken where a request names none.</param>
/// <param name="MaximumRequestBytes">The largest body of a statements request.</param>
/// <param name="MaximumAttachmentBytes">The largest attachment of a statements request.</param>
/// <param name="MaximumDocumentBytes">The largest state or profile document.</param>
/// <param name="MaximumPage">The largest page of a statements query.</param>
/// <param name="GateMaxAgeSeconds">For how long gate answers may be kept by callers.</param>
/// <param name="TrialsAtOnce">How many trials of the draft run at once.</param>
/// <param name="TrialsKept">How many trials are kept.</param>
/// <param name="TrialRestMilliseconds">How long a trial rests after each partner at the least.</param>
/// <param name="ReceiptKeyFile">The file with the secret that seals the keys of receipts; null for the one beside the data.</param>
internal sealed record Settings(
    string Urls,
    string PublicUrl,
    XapiVersion DefaultVersion,
    int MaximumRequestBytes,
    int MaximumAttachmentBytes,
    int MaximumDocumentBytes,
    int MaximumPage,
    int GateMaxAgeSeconds,
    int TrialsAtOnce,
    int TrialsKept,
    int TrialRestMilliseconds,
    string? ReceiptKeyFile)
{
    /// <summary>The keys that may stand on the command line; sections end in a colon.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["Urls", "PublicUrl", "ConnectionStrings:PartnerLrs", "Cluster:Mode", "Xapi:DefaultVersion", "Xapi:MaximumRequestBytes", "Xapi:MaximumAttachmentBytes", "Xapi:MaximumDocumentBytes", "Xapi:MaximumPage", "Gates:MaxAgeSeconds", "Trials:AtOnce", "Trials:Keep", "Trials:RestMilliseconds", "Receipts:KeyFile", "Logging:"];

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="StartupException">A value is wrong.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        _ = OneOf(configuration, "Cluster:Mode", "single", "single");
        var urls = Text(configuration, "Urls", "http://127.0.0.1:8080");
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            CheckUrl("Urls", url);
        var publicUrl = Text(configuration, "PublicUrl", "http://127.0.0.1:8080").TrimEnd('/');
        CheckUrl("PublicUrl", publicUrl);
        return new Settings(
            urls,
            publicUrl,
            OneOf(configuration, "Xapi:DefaultVersion", "2.0.0", "2.0.0", "1.0.3") == "2.0.0" ? XapiVersion.V2 : XapiVersion.V1,
            Number(configuration, "Xapi:MaximumRequestBytes", 32 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
            Number(configuration, "Xapi:MaximumAttachmentBytes", 256 * 1024 * 1024, 1024, int.MaxValue),
            Number(configuration, "Xapi:MaximumDocumentBytes", 8 * 1024 * 1024, 1024, 256 * 1024 * 1024),
            Number(configuration, "Xapi:MaximumPage", 500, 1, 10_000),
            Number(configuration, "Gates:MaxAgeSeconds", 0, 0, 86_400),
            Number(configuration, "Trials:AtOnce", 2, 1, 100),
            Number(configuration, "Trials:Keep", 50, 1, 10_000),
            Number(configuration, "Trials:RestMilliseconds", 0, 0, 3_600_000),
            configuration["Receipts:KeyFile"] is { Length: > 0 } file ? file : null);
    }

    private static void CheckUrl(string key, string url)
    {
        // Kestrel's own wildcards are no URIs.
        var probe = url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);
        if (!Uri.TryCreate(probe, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            throw Wrong(key, url, "an address such as http://127.0.0.1:8080");
    }

    private static string Text(IConfiguration configuration, string key, string standing) => configuration[key] is { Length: > 0 } value ? value : standing;

    private static string OneOf(IConfiguration configuration, string key, string standing, params string[] allowed)
    {
        var value = Text(configuration, key, standing);
        return allowed.Contains(value) ? value : throw Wrong(key, value, allowed.Length == 1 ? $"'{allowed[0]}' (the only value so far)" : string.Join(" or ", allowed));
    }

    private static int Number(IConfiguration configuration, string key, int standing, int least, int most)
    {
        var value = configuration[key];
        if (string.IsNullOrEmpty(value))
            return standing;
        return int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, value, $"a whole number from {least} to {most}");
    }

    private static StartupException Wrong(string key, string value, string expected) =>
        new(ExitCode.Configuration, $"{key} is '{Platform.Http.Query.Shorten(value)}'; expected {expected}.");
}
