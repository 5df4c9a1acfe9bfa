using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Tests.Server;

/// <summary>Small valid statements as JSON text.</summary>
internal static class Make
{
    public const string VoidedVerb = "http://adlnet.gov/expapi/verbs/voided";

    private static readonly IdFactory Ids = new(TimeProvider.System);

    public static Guid Id() => Ids.NewGuid();

    /// <summary>An agent that no other test knows.</summary>
    public static string Agent() => $$$$"""{"account":{"homePage":"http://example.com","name":"{{{{Id():N}}}}"}}""";

    /// <summary>An IRI that no other test knows.</summary>
    public static string Iri(string kind = "activities") => $"http://example.com/{kind}/{Id():N}";

    public static string Statement(Guid? id = null, string? agent = null, string? verb = null, string? activity = null, string? more = null) => string.Concat(
        Start(id, agent, verb ?? "http://example.com/verbs/did"),
        $$"""{"id":"{{activity ?? "http://example.com/activities/1"}}"}""",
        more is null ? "" : "," + more.Trim(),
        "}");

    /// <summary>A statement about another statement.</summary>
    public static string About(Guid target, Guid? id = null, string? verb = null, string? agent = null) => string.Concat(
        Start(id, agent, verb ?? "http://example.com/verbs/confirmed"),
        $$"""{"objectType":"StatementRef","id":"{{target:D}}"}""",
        "}");

    public static string Voiding(Guid target, Guid? id = null, string? agent = null) => About(target, id, VoidedVerb, agent);

    public static string Batch(IEnumerable<string> statements) => $"[{string.Join(',', statements)}]";

    public static string Query(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";

    private static string Start(Guid? id, string? agent, string verb) =>
        "{" + (id is null ? "" : $"\"id\":\"{id:D}\",") + $$"""
            "actor":{{agent ?? Agent()}},"verb":{"id":"{{verb}}"},"object":
            """;
}
