using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>The query string of GET <c>/xapi/statements</c>, read strictly: unknown, wrong-case and repeated parameters are errors (xAPI 1.0.3 Communication 2.1.3, 3.2).</summary>
internal sealed record StatementQuery
{
    private const string CursorName = "cursor";

    private static readonly string[] Known =
    [
        "statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities", "related_agents",
        "since", "until", "limit", "format", "attachments", "ascending", CursorName,
    ];

    /// <summary>The one statement that is asked for, or null.</summary>
    public Guid? StatementId { get; private init; }

    /// <summary>Whether <see cref="StatementId"/> is asked for as a voided statement.</summary>
    public bool Voided { get; private init; }

    /// <summary>In which format.</summary>
    public StatementFormat Format { get; private init; }

    /// <summary>Whether the content of attachments is asked for.</summary>
    public bool Attachments { get; private init; }

    /// <summary>The filter when no one statement is asked for.</summary>
    public StatementFilter? Filter { get; private init; }

    /// <summary>Reads the query.</summary>
    public static Result<StatementQuery> Read(HttpRequest request, XapiVersion version, int maximumPage)
    {
        if (Query.Allow(request, Known) is { } unknown)
            return unknown;
        var reader = new Reader(request.Query, version);
        var (statementId, voidedId) = (reader.Uuid("statementId"), reader.Uuid("voidedStatementId"));
        var (relatedAgents, relatedActivities) = (reader.Bool("related_agents"), reader.Bool("related_activities"));
        var agent = reader.Agent();
        var (verb, activity) = (reader.Iri("verb"), reader.Iri("activity"));
        var registration = reader.Uuid("registration");
        var (since, until) = (reader.Instant("since"), reader.Instant("until"));
        var limit = reader.Count("limit");
        var ascending = reader.Bool("ascending");
        var cursor = reader.Count(CursorName);
        var format = reader.Format();
        var attachments = reader.Bool("attachments");
        if (reader.Error is { } error)
            return error;

        if (statementId is not null || voidedId is not null)
        {
            return request.Query.Keys.Count(key => key is not ("format" or "attachments")) > 1
                ? Error.Invalid("bad-request", "statementId and voidedStatementId stand alone; expected no other parameter than format and attachments.")
                : new StatementQuery { StatementId = statementId ?? voidedId, Voided = voidedId is not null, Format = format, Attachments = attachments };
        }

        // The most selective first: it leads the join.
        var keys = new List<FilterKey>();
        if (registration is { } value)
            keys.Add(new FilterKey(IndexKey.Of(IndexKeyKind.Registration, value.ToString("D"))));
        if (agent is not null)
            keys.Add(relatedAgents ? new FilterKey(agent.RelatedAgentKey, agent.AgentKey) : new FilterKey(agent.AgentKey));
        if (activity is not null)
            keys.Add(relatedActivities ? new FilterKey(IndexKey.Of(IndexKeyKind.RelatedActivity, activity), IndexKey.Of(IndexKeyKind.Activity, activity)) : new FilterKey(IndexKey.Of(IndexKeyKind.Activity, activity)));
        if (verb is not null)
            keys.Add(new FilterKey(IndexKey.Of(IndexKeyKind.Verb, verb)));
        return new StatementQuery
        {
            Format = format,
            Attachments = attachments,
            Filter = new StatementFilter
            {
                Keys = keys,
                Since = since,
                Until = until,
                Ascending = ascending,
                Limit = limit is null or 0 ? maximumPage : (int)Math.Min(limit.Value, maximumPage),
                Cursor = cursor,
            },
        };
    }

    /// <summary>
    /// The relative IRL of the page after this one, or an empty string. It is the same query with a place to go on from, so it holds no more
    /// rights than whoever follows it.
    /// </summary>
    public static string More(HttpRequest request, StatementPage page)
    {
        if (!page.More)
            return "";
        var more = new StringBuilder(request.PathBase + request.Path).Append('?');
        foreach (var (name, value) in request.Query.Where(parameter => parameter.Key != CursorName))
            more.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value.ToString())).Append('&');
        return more.Append(CultureInfo.InvariantCulture, $"{CursorName}={page.Statements[^1].Seq}").ToString();
    }

    private sealed class Reader(IQueryCollection query, XapiVersion version)
    {
        public Error? Error { get; private set; }

        public Guid? Uuid(string name) => Parse<Guid>(name, "a UUID", (string text, out Guid value) => UuidText.TryParse(text, out value));

        public DateTime? Instant(string name) =>
            Parse<DateTime>(name, "an ISO 8601 timestamp such as 2026-01-31T12:00:00Z", (string text, out DateTime value) => XapiTimestamp.TryParse(text, version, out value));

        public long? Count(string name) => Parse<long>(
            name, "a whole number, 0 or more", (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

        public bool Bool(string name) => Parse<bool>(
            name, "true or false", (string text, out bool value) => (value = text == "true") || text == "false") ?? false;

        public string? Iri(string name)
        {
            if (Text(name) is not { } text)
                return null;
            if (!Xapi.Iri.IsAbsolute(text))
                Fail(name, "an absolute IRI", text);
            return text;
        }

        public AgentIdentifier? Agent()
        {
            if (Text("agent") is not { } text)
                return null;
            if (AgentReader.Read(Encoding.UTF8.GetBytes(text), version, out var identifier) is { } error)
                Error ??= Kernel.Error.Invalid("bad-request", $"agent{error.Pointer}: {error.Message}");
            return identifier;
        }

        public StatementFormat Format() => Parse<StatementFormat>(
            "format", "ids, exact or canonical", (string text, out StatementFormat value) =>
            {
                value = text switch { "ids" => StatementFormat.Ids, "canonical" => StatementFormat.Canonical, _ => StatementFormat.Exact };
                return value != StatementFormat.Exact || text == "exact";
            }) ?? StatementFormat.Exact;

        private T? Parse<T>(string name, string expected, TryParse<T> parse)
            where T : struct
        {
            if (Text(name) is not { } text)
                return null;
            if (parse(text, out var value))
                return value;
            Fail(name, expected, text);
            return null;
        }

        private string? Text(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;

        private void Fail(string name, string expected, string found) =>
            Error ??= Kernel.Error.Invalid("bad-request", $"{name}: expected {expected}, found '{Query.Shorten(found)}'.");

        private delegate bool TryParse<T>(string text, out T value);
    }
}
