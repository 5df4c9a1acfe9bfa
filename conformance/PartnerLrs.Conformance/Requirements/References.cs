using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Statements that refer to others, in filters.</summary>
internal static class References
{
    [Requirement("Communication 2.1.3", "4.1.6.1", "A filter that finds a statement finds those that refer to it, at any remove, in whatever order they arrived.")]
    public static async Task Chains_are_found_in_every_arrival_order(Lrs lrs)
    {
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            var (activity, chain) = Chain(4);
            foreach (var at in order)
                await lrs.StoreAsync(chain[at]);
            Check.Ids(order.Reverse().Select(at => Sample.IdOf(chain[at])), (await lrs.GetAsync(("activity", activity))).Is(200).Ids, $"Arrived as {string.Join(", ", order)}");
        }
    }

    [Requirement("Communication 2.1.4", "4.1.6.1", "A voided statement is never listed, and what refers to it still is, in whatever order they arrived.")]
    public static async Task Voiding_within_a_chain_holds_in_every_arrival_order(Lrs lrs)
    {
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            var (activity, chain) = Chain(3);
            JsonObject[] all = [.. chain, Sample.Voiding(Sample.IdOf(chain[1]))];
            foreach (var at in order)
                await lrs.StoreAsync(all[at]);
            Guid[] expected = [Sample.IdOf(chain[0]), Sample.IdOf(chain[2]), Sample.IdOf(all[3])];
            Check.Ids(expected.Order(), (await lrs.GetAsync(("activity", activity))).Is(200).Ids.Order(), $"Arrived as {string.Join(", ", order)}");
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Since, until and limit are applied to the statement that refers, not to the one it refers to.")]
    public static async Task Time_is_that_of_the_referring_statement(Lrs lrs)
    {
        var (activity, chain) = Chain(2);
        await lrs.StoreAsync(chain[0]);
        var stored = (string)(await lrs.ByIdAsync(Sample.IdOf(chain[0]))).Is(200).Json["stored"]!;
        await lrs.StoreAsync(chain[1]);
        Check.Ids([Sample.IdOf(chain[1])], (await lrs.GetAsync(("activity", activity), ("since", stored))).Is(200).Ids, "With since");
        Check.Ids([Sample.IdOf(chain[0])], (await lrs.GetAsync(("activity", activity), ("until", stored))).Is(200).Ids, "With until");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "A StatementRef in the context does not affect how a statement is filtered.")]
    public static async Task A_reference_in_the_context_changes_no_filter(Lrs lrs)
    {
        var (activity, chain) = Chain(1);
        await lrs.StoreAsync(chain[0], Sample.Statement(("context", $$"""{"statement":{{Sample.Ref(Sample.IdOf(chain[0]))}}}""")));
        Check.Ids([Sample.IdOf(chain[0])], (await lrs.GetAsync(("activity", activity))).Is(200).Ids, "By the activity");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Statements that refer to each other in a circle are stored and found.")]
    public static async Task Circles_are_found(Lrs lrs)
    {
        var (one, two, agent) = (Sample.Id(), Sample.Id(), Sample.Agent());
        await lrs.StoreAsync(Sample.Statement(one, ("object", Sample.Ref(two)), ("actor", agent)), Sample.Statement(two, ("object", Sample.Ref(one))));
        Check.Ids(new[] { one, two }.Order(), (await lrs.GetAsync(("agent", agent))).Is(200).Ids.Order(), "By the agent of one");
    }

    private static (string Activity, JsonObject[] Statements) Chain(int length)
    {
        var activity = Sample.Iri("activities");
        var statements = new JsonObject[length];
        for (var i = 0; i < length; i++)
            statements[i] = Sample.Statement(("object", i == 0 ? Sample.Activity(activity) : Sample.Ref(Sample.IdOf(statements[i - 1]))));
        return (activity, statements);
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, at) => Permutations([.. items[..at], .. items[(at + 1)..]]).Select(rest => (int[])[item, .. rest]));
}
