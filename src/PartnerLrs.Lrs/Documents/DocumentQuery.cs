using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Documents;

/// <summary>The query string of a document request, read strictly: unknown, wrong-case and repeated parameters are errors (xAPI 1.0.3 Communication 2.3, 2.6, 2.7, 3.2).</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Activity">The activity's IRI; null for agent profiles.</param>
/// <param name="Agent">The agent; null for activity profiles.</param>
/// <param name="Registration">The registration; null when none is given.</param>
/// <param name="Id">The document's id; null when many are asked for.</param>
/// <param name="Since">Only documents that changed after this instant; null for all.</param>
internal sealed record DocumentQuery(DocumentResource Resource, string? Activity, AgentIdentifier? Agent, Guid? Registration, string? Id, DateTime? Since)
{
    private const string ActivityId = "activityId";
    private const string AgentName = "agent";
    private const string RegistrationName = "registration";
    private const string SinceName = "since";

    /// <summary>Reads the query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="version">The version of the conversation.</param>
    public static Result<DocumentQuery> Read(HttpRequest request, DocumentResource resource, XapiVersion version)
    {
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var idName = resource == DocumentResource.State ? "stateId" : "profileId";
        if (Query.Allow(request, Known(resource, idName, reads)) is { } unknown)
            return unknown;
        string? activity = null;
        if (resource != DocumentResource.AgentProfile && !TryReadActivity(request, out activity, out var wrong))
            return wrong!;
        AgentIdentifier? agent = null;
        if (resource != DocumentResource.ActivityProfile)
        {
            if (Text(request, AgentName) is not { } json)
                return Missing(AgentName, "an Agent object in JSON");
            if (!AgentParameter.Read(json, version).TryGet(out var parameter, out var error))
                return error;
            agent = parameter.Identifier;
        }

        Guid? registration = null;
        if (Text(request, RegistrationName) is { } given)
        {
            if (!UuidText.TryParse(given, out var uuid))
                return Wrong(RegistrationName, "a UUID", given);
            registration = uuid;
        }

        var id = Text(request, idName);
        // Only state can be deleted as a whole (xAPI 1.0.3 Communication 2.3), and only reading lists ids.
        if (string.IsNullOrEmpty(id) && (id is not null || !(reads || (resource == DocumentResource.State && HttpMethods.IsDelete(request.Method)))))
            return Missing(idName, "the document's id");
        return ReadSince(request, id is null ? null : idName, version, out var since) is { } unfit
            ? unfit
            : new DocumentQuery(resource, activity, agent, registration, id, since);
    }

    private static string[] Known(DocumentResource resource, string idName, bool reads)
    {
        string[] context = resource switch
        {
            DocumentResource.State => [ActivityId, AgentName, RegistrationName],
            DocumentResource.ActivityProfile => [ActivityId],
            _ => [AgentName],
        };
        return reads ? [.. context, idName, SinceName] : [.. context, idName];
    }

    private static bool TryReadActivity(HttpRequest request, out string? activity, out Error? error)
    {
        activity = Text(request, ActivityId);
        error = activity is null ? Missing(ActivityId, "an absolute IRI") : Iri.IsAbsolute(activity) ? null : Wrong(ActivityId, "an absolute IRI", activity);
        return error is null;
    }

    private static Error? ReadSince(HttpRequest request, string? idName, XapiVersion version, out DateTime? since)
    {
        since = null;
        if (Text(request, SinceName) is not { } text)
            return null;
        if (idName is not null)
            return Error.Invalid("bad-request", $"since and {idName} exclude each other: since asks for a list of ids, {idName} for one document.");
        if (!XapiTimestamp.TryParse(text, version, out var instant))
            return Wrong(SinceName, "an ISO 8601 timestamp such as 2026-01-31T12:00:00Z", text);
        since = instant;
        return null;
    }

    private static string? Text(HttpRequest request, string name) => request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    private static Error Missing(string name, string expected) => Error.Invalid("bad-request", $"{name}: expected {expected} in the query, found nothing.");

    private static Error Wrong(string name, string expected, string found) => Error.Invalid("bad-request", $"{name}: expected {expected}, found '{Query.Shorten(found)}'.");
}
