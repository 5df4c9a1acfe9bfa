using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Following more.</summary>
internal static class Paging
{
    [Requirement("Communication 2.1.3", "4.1.6.1", "More is an address on the same host without scheme, or empty when there is nothing more.")]
    public static async Task More_is_relative(Lrs lrs)
    {
        var verb = await StoreAsync(lrs, Sample.Iri("verbs"), 3);
        var more = (await lrs.GetAsync(("verb", verb), ("limit", "2"))).Is(200).More;
        Check.That(more.StartsWith('/') && !more.StartsWith("//", StringComparison.Ordinal), $"more is '{more}'.");
        Check.Same("", (await lrs.GetAsync(("verb", verb), ("limit", "3"))).Is(200).More, "more on the last page");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Following more finds every statement of the filter once, in order, in both directions.")]
    public static async Task More_finds_everything_once(Lrs lrs)
    {
        var verb = await StoreAsync(lrs, Sample.Iri("verbs"), 7);
        var all = (await lrs.GetAsync(("verb", verb))).Is(200).Ids;
        Check.Same(7, all.Count, "The number of statements");
        foreach (var limit in new[] { "1", "2", "3", "7" })
        {
            Check.Ids(all, await lrs.WalkAsync([("verb", verb), ("limit", limit)]), $"With limit={limit}");
            Check.Ids(all.Reverse(), await lrs.WalkAsync([("verb", verb), ("limit", limit), ("ascending", "true")]), $"With limit={limit} and ascending");
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "More may be followed again and answers the same.")]
    public static async Task More_may_be_followed_again(Lrs lrs)
    {
        var verb = await StoreAsync(lrs, Sample.Iri("verbs"), 4);
        var more = (await lrs.GetAsync(("verb", verb), ("limit", "2"))).Is(200).More;
        var first = (await lrs.SendAsync(HttpMethod.Get, more)).Is(200).Ids;
        Check.Ids(first, (await lrs.SendAsync(HttpMethod.Get, more)).Is(200).Ids, "The second time");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Following more while others write finds what was there once, newest first.")]
    public static async Task More_is_stable_while_others_write(Lrs lrs)
    {
        var verb = await StoreAsync(lrs, Sample.Iri("verbs"), 6);
        var before = (await lrs.GetAsync(("verb", verb))).Is(200).Ids;
        Check.Ids(before, await lrs.WalkAsync([("verb", verb), ("limit", "2")], () => StoreAsync(lrs, verb, 1)), "While others wrote");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Following more while others write misses nothing and finds nothing twice, oldest first.")]
    public static async Task More_ascending_misses_nothing_while_others_write(Lrs lrs)
    {
        var verb = await StoreAsync(lrs, Sample.Iri("verbs"), 6);
        var left = 4;
        var walked = await lrs.WalkAsync([("verb", verb), ("limit", "2"), ("ascending", "true")], () => left-- > 0 ? StoreAsync(lrs, verb, 1) : Task.CompletedTask);
        var whole = (await lrs.GetAsync(("verb", verb), ("ascending", "true"))).Is(200).Ids;
        Check.Ids(whole.Take(walked.Count), walked, "While others wrote");
        Check.That(walked.Count >= 6, $"Found {walked.Count} statements of 6.");
    }

    private static async Task<string> StoreAsync(Lrs lrs, string verb, int count)
    {
        for (var i = 0; i < count; i++)
            await lrs.StoreAsync(Sample.Statement(("verb", Sample.Verb(verb))));
        return verb;
    }
}
