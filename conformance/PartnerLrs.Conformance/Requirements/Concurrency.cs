using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>What has to hold while many write.</summary>
internal static class Concurrency
{
    [Requirement("Communication 2.1.3", "4.1.6.1", "Whatever was stored at or before a Consistent-Through that was told can be read from then on, while others write.")]
    public static async Task The_bound_is_true_under_writers(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        var bounds = new List<(DateTimeOffset Bound, HashSet<Guid> Seen)>();
        var writers = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 12; i++)
                (await lrs.PostAsync(new JsonArray(Sample.Statement(("verb", Sample.Verb(verb))), Sample.Statement(("verb", Sample.Verb(verb)))))).Is(200);
        }).ToArray();
        var all = Task.WhenAll(writers);
        while (!all.IsCompleted)
        {
            var reply = (await lrs.GetAsync(("verb", verb), ("ascending", "true"))).Is(200);
            bounds.Add((Check.Instant(reply.Header(Lrs.BoundHeader), "Consistent-Through"), [.. await lrs.WalkAsync([("verb", verb), ("limit", "100")])]));
        }

        await all;
        var stored = new Dictionary<Guid, DateTimeOffset>();
        for (var page = (await lrs.GetAsync(("verb", verb))).Is(200); ; page = (await lrs.SendAsync(HttpMethod.Get, page.More)).Is(200))
        {
            foreach (var statement in page.Statements)
                stored[Sample.IdOf(statement)] = Check.Instant((string?)statement["stored"], "stored");
            if (page.More.Length == 0)
                break;
        }

        Check.Same(8 * 12 * 2, stored.Count, "The number of statements stored");
        foreach (var (bound, seen) in bounds)
        {
            foreach (var (id, at) in stored)
                Check.That(at > bound || seen.Contains(id), $"Consistent-Through was {bound:O}; the statement {id}, stored {at:O}, could not be read after that.");
        }
    }

    [Requirement("Communication 2.1.1", "4.1.6.1", "Of many who put different statements under one id, one succeeds and the others are told of the conflict.")]
    public static async Task One_put_wins(Lrs lrs)
    {
        for (var round = 0; round < 5; round++)
        {
            var id = Sample.Id();
            var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => lrs.PutAsync(id, Sample.Statement(id))));
            Check.Same(1, replies.Count(reply => reply.Status == 204), "How many succeeded");
            Check.Same(11, replies.Count(reply => reply.Status == 409), "How many were told of the conflict");
        }
    }

    [Requirement("Communication 2.1.2", "4.1.6.1", "Batches that collide are stored whole or not at all.")]
    public static async Task Batches_do_not_tear(Lrs lrs)
    {
        for (var round = 0; round < 5; round++)
        {
            var shared = Sample.Id();
            var batches = Enumerable.Range(0, 8).Select(_ => new[] { Sample.Statement(), Sample.Statement(shared), Sample.Statement() }).ToArray();
            var replies = await Task.WhenAll(batches.Select(batch => lrs.PostAsync(new JsonArray([.. batch.Select(statement => statement.DeepClone())]))));
            Check.Same(1, replies.Count(reply => reply.Status == 200), "How many batches succeeded");
            for (var i = 0; i < batches.Length; i++)
            {
                foreach (var statement in new[] { batches[i][0], batches[i][2] })
                    (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(replies[i].Status == 200 ? 200 : 404);
            }
        }
    }
}
