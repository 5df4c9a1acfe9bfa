using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>PUT and POST of statements.</summary>
internal static class Writing
{
    [Requirement("Communication 2.1.2", "4.1.6.1", "POST of one statement answers 200 with an array of its id.")]
    public static async Task Post_answers_the_id(Lrs lrs)
    {
        var statement = Sample.Statement();
        var ids = (await lrs.PostAsync(statement)).Is(200).Json.AsArray();
        Check.Ids([Sample.IdOf(statement)], ids.Select(id => (Guid)id!), "The answer");
    }

    [Requirement("Communication 2.1.2", "4.1.6.1", "POST of a batch answers the ids in the order of the statements.")]
    public static async Task Post_answers_the_ids_in_order(Lrs lrs)
    {
        var statements = Enumerable.Range(0, 5).Select(_ => Sample.Statement()).ToArray();
        statements[2].Remove("id");
        var ids = (await lrs.PostAsync(new JsonArray([.. statements]))).Is(200).Json.AsArray().Select(id => (Guid)id!).ToList();
        Check.Same(5, ids.Count, "The number of ids");
        Check.Ids(statements.Where((_, i) => i != 2).Select(Sample.IdOf), ids.Where((_, i) => i != 2), "The answer");
    }

    [Requirement("Data 2.4.1", "4.2.4.2", "A statement without an id gets one from the LRS.")]
    public static async Task An_id_is_made(Lrs lrs)
    {
        var id = (Guid)(await lrs.PostAsync(Sample.Statement(("id", null)))).Is(200).Json.AsArray().Single()!;
        Check.That(await lrs.EventuallyAsync(async () => (await lrs.ByIdAsync(id)).Status == 200), $"The statement {id} cannot be read.");
    }

    [Requirement("Communication 2.1.1", "4.1.6.1", "PUT stores the statement under the id of the query and answers 204.")]
    public static async Task Put_stores(Lrs lrs)
    {
        var (with, without) = (Sample.Id(), Sample.Id());
        (await lrs.PutAsync(with, Sample.Statement(with))).Is(204);
        (await lrs.PutAsync(without, Sample.Statement(("id", null)))).Is(204);
        foreach (var id in new[] { with, without })
            Check.That(await lrs.EventuallyAsync(async () => (await lrs.ByIdAsync(id)).Status == 200), $"The statement {id} cannot be read.");
    }

    [Requirement("Communication 2.1.1", "4.1.6.1", "PUT without statementId is refused with 400.")]
    public static async Task Put_needs_the_id(Lrs lrs) => (await lrs.SendAsync(HttpMethod.Put, "statements", Sample.Statement().ToJsonString())).Is(400);

    [Requirement("Communication 2.1.1", "4.1.6.1", "PUT of a statement whose id is not that of the query is refused with 400.")]
    public static async Task Put_of_another_id_is_refused(Lrs lrs) => (await lrs.PutAsync(Sample.Id(), Sample.Statement())).Is(400);

    [Requirement("Communication 2.1.1", "4.1.6.1", "PUT of a batch is refused with 400.")]
    public static async Task Put_of_a_batch_is_refused(Lrs lrs) => (await lrs.PutAsync(Sample.Id(), new JsonArray(Sample.Statement(("id", null))))).Is(400);

    [Requirement("Communication 3.2", "4.1.5", "PUT with a parameter that differs in case or is unknown is refused with 400.")]
    public static async Task Put_with_wrong_parameters_is_refused(Lrs lrs)
    {
        var id = Sample.Id();
        foreach (var query in new[] { $"StatementId={id:D}", $"statementid={id:D}", $"statementId={id:D}&foo=bar", "statementId=12345" })
            (await lrs.SendAsync(HttpMethod.Put, "statements?" + query, Sample.Statement(("id", null)).ToJsonString())).Is(400);
        (await lrs.ByIdAsync(id)).Is(404);
    }

    [Requirement("Communication 3.2", "4.1.5", "POST with a parameter that is not POST's is refused with 400.")]
    public static async Task Post_with_parameters_is_refused(Lrs lrs)
    {
        foreach (var query in new[] { $"statementId={Sample.Id():D}", "foo=bar", "limit=1" })
            (await lrs.SendAsync(HttpMethod.Post, "statements?" + query, Sample.Statement().ToJsonString())).Is(400);
    }

    [Requirement(null, "4.1.6.1", "The alternate request syntax of 1.0 is refused.")]
    public static async Task Alternate_syntax_is_refused(Lrs lrs)
    {
        void Form(HttpRequestMessage request) => request.Content = new FormUrlEncodedContent([new("limit", "1"), new(Lrs.VersionHeader, lrs.Version)]);
        (await lrs.SendAsync(HttpMethod.Post, "statements?method=GET", change: Form)).Is(400);
    }

    [Requirement("Communication 3.2", "4.1.5", "A batch with one invalid statement is refused with 400 and none of it is stored.")]
    public static async Task A_batch_is_valid_as_a_whole(Lrs lrs)
    {
        var (first, last) = (Sample.Statement(), Sample.Statement());
        (await lrs.PostAsync(new JsonArray(first, Sample.Statement(("actor", "{}")), last))).Is(400);
        (await lrs.ByIdAsync(Sample.IdOf(first))).Is(404);
        (await lrs.ByIdAsync(Sample.IdOf(last))).Is(404);
    }

    [Requirement("Communication 2.1.2", "4.1.6.1", "A batch with a conflicting statement is stored in full or not at all.", Should = true)]
    public static async Task A_batch_with_a_conflict_is_not_stored_in_part(Lrs lrs)
    {
        var there = Sample.Statement();
        await lrs.StoreAsync(there);
        var fresh = Sample.Statement();
        (await lrs.PostAsync(new JsonArray(fresh, Sample.Statement(Sample.IdOf(there))))).Is(409);
        (await lrs.ByIdAsync(Sample.IdOf(fresh))).Is(404);
    }

    [Requirement(null, "4.1.6.1", "A batch that repeats an id is refused with 400.")]
    public static async Task A_batch_that_repeats_an_id_is_refused(Lrs lrs)
    {
        var id = Sample.Id();
        (await lrs.PostAsync(new JsonArray(Sample.Statement(id), Sample.Statement(), Sample.Statement(id)))).Is(400);
        (await lrs.ByIdAsync(id)).Is(404);
    }

    [Requirement("Communication 2.1.1", "4.1.6.1", "A statement is never changed by another one under its id.")]
    public static async Task A_stored_statement_is_immutable(Lrs lrs)
    {
        var there = Sample.Statement();
        await lrs.StoreAsync(there);
        var id = Sample.IdOf(there);
        var before = (await lrs.ByIdAsync(id)).Text;
        _ = await lrs.PutAsync(id, Sample.Statement(id));
        _ = await lrs.PostAsync(Sample.Statement(id));
        _ = await lrs.PostAsync(there);
        Check.Same(before, (await lrs.ByIdAsync(id)).Is(200).Text, "The statement");
    }

    [Requirement("Communication 2.1.1", "4.1.6.1", "Another statement under a taken id is refused with 409.", Should = true)]
    public static async Task Another_statement_is_a_conflict(Lrs lrs)
    {
        var there = Sample.Statement();
        await lrs.StoreAsync(there);
        var id = Sample.IdOf(there);
        (await lrs.PutAsync(id, Sample.Statement(id))).Is(409);
        (await lrs.PostAsync(Sample.Statement(id))).Is(409);
    }

    [Requirement("Communication 2.1.1", "4.1.6.1", "Of statements that differ and are put under one id at once, exactly one is kept.")]
    public static async Task One_of_many_at_once_is_kept(Lrs lrs)
    {
        var id = Sample.Id();
        var statements = Enumerable.Range(0, 8).Select(_ => Sample.Statement(id)).ToList();
        var replies = await Task.WhenAll(statements.Select(statement => lrs.PutAsync(id, statement)));
        Check.That(replies.All(reply => reply.Status is 204 or 409), $"Found {string.Join(", ", replies.Select(reply => reply.Status))}, expected 204 and 409.");
        Check.That(await lrs.EventuallyAsync(async () => (await lrs.ByIdAsync(id)).Status == 200), "None can be read.");
        var kept = (string)(await lrs.ByIdAsync(id)).Json["object"]!["id"]!;
        var accepted = statements.Where((_, i) => replies[i].Status == 204).Select(statement => (string)statement["object"]!["id"]!);
        Check.That(accepted.Contains(kept, StringComparer.Ordinal), "The statement that was kept is one that was refused.");
    }

    [Requirement("Communication 1.5", "4.1.3", "A body of another type than JSON or multipart/mixed is refused with 400.")]
    public static async Task Other_content_types_are_refused(Lrs lrs)
    {
        foreach (var type in new[] { "text/plain", "application/xml" })
        {
            (await lrs.SendAsync(HttpMethod.Post, "statements", Sample.Statement().ToJsonString(), request => request.Content!.Headers.ContentType = new(type)))
                .Is(400, 415);
        }
    }

    [Requirement("Communication 3.2", "4.1.5", "Malformed JSON is refused with 400.")]
    public static async Task Malformed_json_is_refused(Lrs lrs)
    {
        foreach (var json in new[] { "{", "", "null", "1", "\"statement\"", Sample.Statement().ToJsonString() + "}", "[{}]" })
            (await lrs.SendAsync(HttpMethod.Post, "statements", json)).Is(400);
    }

    [Requirement("Communication 3.2", "4.1.5", "A statement that is refused is answered with a message.", Should = true)]
    public static async Task A_refusal_says_why(Lrs lrs) =>
        Check.That((await lrs.PostAsync(Sample.Statement(("verb", null)))).Is(400).Text.Length > 0, "The body is empty.");
}
