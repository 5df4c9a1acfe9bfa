using System.Globalization;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>GET of one statement, and what a query may be.</summary>
internal static class Reading
{
    [Requirement("Communication 2.1.3", "4.1.6.1", "A statement is returned by its id, as JSON.")]
    public static async Task A_statement_is_found_by_id(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        var read = (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200);
        Check.Same(Sample.IdOf(statement), (Guid)read.Json["id"]!, "The id");
        Check.That(read.Header("Content-Type").StartsWith("application/json", StringComparison.Ordinal), $"Content-Type is {read.Header("Content-Type")}.");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "An id that no statement has is answered with 404.")]
    public static async Task An_unknown_id_is_not_found(Lrs lrs)
    {
        (await lrs.ByIdAsync(Sample.Id())).Is(404);
        (await lrs.VoidedAsync(Sample.Id())).Is(404);
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "statementId and voidedStatementId exclude each other.")]
    public static async Task The_two_ids_exclude_each_other(Lrs lrs) =>
        (await lrs.GetAsync(("statementId", Sample.Id().ToString()), ("voidedStatementId", Sample.Id().ToString()))).Is(400);

    [Requirement("Communication 2.1.3", "4.1.6.1", "With statementId no other parameter than format and attachments is accepted.")]
    public static async Task An_id_stands_alone(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        (string, string)[] others =
        [
            ("agent", Sample.Agent()), ("verb", Sample.Iri("verbs")), ("activity", Sample.Iri("activities")), ("registration", Sample.Id().ToString()), ("related_activities", "true"),
            ("related_agents", "true"), ("since", "2015-11-18T12:17:00Z"), ("until", "2015-11-18T12:17:00Z"), ("limit", "1"), ("ascending", "true"),
        ];
        foreach (var other in others)
        {
            (await lrs.GetAsync(("statementId", (string)statement["id"]!), other)).Is(400);
            (await lrs.GetAsync(("voidedStatementId", (string)statement["id"]!), other)).Is(400);
        }

        (await lrs.GetAsync(("statementId", (string)statement["id"]!), ("format", "exact"), ("attachments", "false"))).Is(200);
    }

    [Requirement("Communication 1.1", "4.1", "HEAD is answered as GET, without a body.")]
    public static async Task Head_is_get_without_body(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        foreach (var (query, status) in new[] { ($"statementId={Sample.IdOf(statement):D}", 200), ("limit=1", 200), ($"statementId={Sample.Id():D}", 404), ("foo=bar", 400) })
        {
            var head = (await lrs.SendAsync(HttpMethod.Head, "statements?" + query)).Is(status);
            Check.Same(0, head.Text.Length, "The length of the body");
            _ = head.Header(Lrs.VersionHeader);
        }
    }

    [Requirement(null, "4.1.6.1", "The Last-Modified of a statement is when it was stored.")]
    public static async Task Last_modified_is_stored(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        var read = (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200);
        var stored = Check.Instant((string?)read.Json["stored"], "stored");
        Check.Same(stored.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture), read.Header("Last-Modified"), "Last-Modified");
    }

    [Requirement("Communication 3.2", "4.1.5", "A parameter that is unknown is refused with 400.")]
    public static async Task Unknown_parameters_are_refused(Lrs lrs) => (await lrs.GetAsync(("foo", "bar"))).Is(400);

    [Requirement("Communication 3.2", "4.1.5", "A parameter that differs in case is refused with 400.")]
    public static async Task Parameters_have_a_case(Lrs lrs)
    {
        foreach (var (name, value) in new[]
        {
            ("StatementId", Sample.Id().ToString()), ("VoidedStatementId", Sample.Id().ToString()), ("Agent", Sample.Agent()), ("Verb", Sample.Iri("verbs")), ("ACTIVITY", Sample.Iri("activities")),
            ("Registration", Sample.Id().ToString()), ("related_Agents", "true"), ("relatedActivities", "true"), ("Since", "2015-11-18T12:17:00Z"), ("Until", "2015-11-18T12:17:00Z"),
            ("Limit", "1"), ("Format", "exact"), ("Attachments", "false"), ("Ascending", "true"),
        })
            (await lrs.GetAsync((name, value))).Is(400);
    }

    [Requirement("Communication 3.2", "4.1.5", "A parameter whose value is not formed as it should be is refused with 400.")]
    public static async Task Parameters_have_a_form(Lrs lrs)
    {
        foreach (var (name, value) in new[]
        {
            ("statementId", "12345"), ("voidedStatementId", "12345"), ("agent", "ada"), ("agent", "{}"), ("agent", """{"mbox":"ada@example.com"}"""), ("verb", "did"), ("activity", "course"),
            ("registration", "12345"), ("related_agents", "yes"), ("related_activities", "1"), ("since", "yesterday"), ("until", "tomorrow"), ("limit", "-1"), ("limit", "many"),
            ("format", "pretty"), ("attachments", "some"), ("ascending", "up"),
        })
        {
            var reply = await lrs.GetAsync((name, value));
            Check.That(reply.Status == 400, $"{name}={value} was answered with {reply.Status}, expected 400.");
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Every answer of the statements resource says through when it is consistent.")]
    public static async Task Every_answer_tells_a_bound(Lrs lrs)
    {
        Reply[] replies =
        [
            await lrs.GetAsync(("limit", "1")),
            await lrs.ByIdAsync(Sample.Id()),
            await lrs.GetAsync(("foo", "bar")),
            await lrs.PostAsync(Sample.Statement()),
            await lrs.PostAsync(Sample.Statement(("actor", "{}"))),
            await lrs.PutAsync(Sample.Id(), Sample.Statement(("id", null))),
            await lrs.SendAsync(HttpMethod.Head, "statements?limit=1"),
        ];
        foreach (var reply in replies)
            _ = Check.Instant(reply.Header(Lrs.BoundHeader), Lrs.BoundHeader);
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "No statement is stored later at or before an instant that was told as consistent.")]
    public static async Task A_told_bound_stays_true(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        for (var round = 0; round < 5; round++)
        {
            var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lrs.PostAsync(Sample.Statement(("verb", Sample.Verb(verb))))));
            var told = (await lrs.GetAsync(("verb", verb))).Is(200);
            foreach (var reply in await writing)
                reply.Is(200);
            var bound = Check.Instant(told.Header(Lrs.BoundHeader), Lrs.BoundHeader).UtcDateTime;
            var until = bound.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            var before = told.Statements.Where(statement => Check.Instant((string?)statement["stored"], "stored").UtcDateTime <= bound).Select(statement => (Guid)statement["id"]!);
            Check.Ids(before, await lrs.WalkAsync([("verb", verb), ("until", until)]), $"Statements through {until}");
        }
    }
}
