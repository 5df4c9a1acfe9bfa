using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Voiding statements.</summary>
internal static class Voiding
{
    [Requirement("Data 2.3.2", "4.2.5", "A voided statement is answered by voidedStatementId and not by statementId.")]
    public static async Task A_voided_statement_is_found_as_voided(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        await lrs.StoreAsync(Sample.Voiding(Sample.IdOf(statement)));
        await VoidedAsync(lrs, Sample.IdOf(statement));
    }

    [Requirement("Data 2.3.2", "4.2.5", "A statement that arrives after the one that voids it is voided.")]
    public static async Task Voiding_may_come_first(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(Sample.Voiding(Sample.IdOf(statement)));
        await lrs.StoreAsync(statement);
        await VoidedAsync(lrs, Sample.IdOf(statement));
    }

    [Requirement("Data 2.3.2", "4.2.5", "A statement and the one that voids it may come in one batch, in either order.")]
    public static async Task Voiding_may_come_along(Lrs lrs)
    {
        foreach (var voidingFirst in new[] { false, true })
        {
            var statement = Sample.Statement();
            var voiding = Sample.Voiding(Sample.IdOf(statement));
            await lrs.StoreAsync(voidingFirst ? [voiding, statement] : [statement, voiding]);
            await VoidedAsync(lrs, Sample.IdOf(statement));
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "A statement that is not voided is not answered by voidedStatementId.")]
    public static async Task A_statement_in_force_is_not_found_as_voided(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        (await lrs.VoidedAsync(Sample.IdOf(statement))).Is(404);
    }

    [Requirement("Communication 2.1.4", "4.1.6.1", "A voided statement is left out of queries.")]
    public static async Task A_voided_statement_is_not_listed(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        JsonObject[] statements = [.. Enumerable.Range(0, 3).Select(_ => Sample.Statement(("verb", Sample.Verb(verb)), ("object", Sample.Activity())))];
        await lrs.StoreAsync(statements);
        await lrs.StoreAsync(Sample.Voiding(Sample.IdOf(statements[1])));
        var activity = (string)statements[1]["object"]!["id"]!;
        Check.That(!(await lrs.GetAsync(("verb", verb))).Is(200).Ids.Contains(Sample.IdOf(statements[1])), "The voided statement is listed by its verb.");
        Check.That(!(await lrs.GetAsync(("activity", activity))).Is(200).Ids.Contains(Sample.IdOf(statements[1])), "The voided statement is listed by its activity.");
    }

    [Requirement("Data 2.3.2", "4.2.5", "The voiding statement itself stays, and is listed.")]
    public static async Task The_voiding_statement_stays(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        var voiding = Sample.Voiding(Sample.IdOf(statement));
        await lrs.StoreAsync(voiding);
        (await lrs.ByIdAsync(Sample.IdOf(voiding))).Is(200);
        var found = (await lrs.GetAsync(("agent", voiding["actor"]!.ToJsonString()), ("verb", Sample.VoidedVerb))).Is(200).Ids;
        Check.Ids([Sample.IdOf(voiding)], found, "By its actor");
    }

    [Requirement("Data 2.3.2", "4.2.5", "A voiding statement cannot be voided, in either order of arrival.")]
    public static async Task A_voiding_statement_is_not_voided(Lrs lrs)
    {
        var (statement, early) = (Sample.Statement(), Sample.Id());
        await lrs.StoreAsync(statement, Sample.Voiding(early));
        var voiding = Sample.Voiding(Sample.IdOf(statement), early);
        await lrs.StoreAsync(voiding);
        _ = await lrs.PostAsync(Sample.Voiding(early));
        (await lrs.ByIdAsync(early)).Is(200);
        (await lrs.VoidedAsync(early)).Is(404);
        await VoidedAsync(lrs, Sample.IdOf(statement));
    }

    [Requirement("Data 2.3.2", "4.2.5", "Voiding needs a StatementRef.")]
    public static async Task Voiding_needs_a_reference(Lrs lrs)
    {
        foreach (var other in new[] { Sample.Activity(), "{\"objectType\":\"Agent\"," + Sample.Agent()[1..] })
            (await lrs.PostAsync(Sample.Statement(("verb", Sample.Verb(Sample.VoidedVerb)), ("object", other)))).Is(400);
    }

    [Requirement("Data 2.4.4.3", "4.2.2.3", "Referring to a statement with another verb does not void it.")]
    public static async Task Referring_does_not_void(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        await lrs.StoreAsync(Sample.Statement(("object", Sample.Ref(Sample.IdOf(statement)))));
        (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200);
    }

    private static async Task VoidedAsync(Lrs lrs, Guid id)
    {
        Check.That(await lrs.EventuallyAsync(async () => (await lrs.VoidedAsync(id)).Status == 200), $"{id} is not found as a voided statement.");
        (await lrs.ByIdAsync(id)).Is(404);
        Check.Same(id, (Guid)(await lrs.VoidedAsync(id)).Is(200).Json["id"]!, "The id");
    }
}
