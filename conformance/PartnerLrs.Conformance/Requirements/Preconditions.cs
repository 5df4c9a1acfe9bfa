using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Entity tags and preconditions: no update is lost.</summary>
internal static class Preconditions
{
    private const string Wrong = "\"0000000000000000000000000000000000000000\"";
    private const int Writers = 20;

    [Requirement("Communication 3.1", "4.1.4", "A document is answered with an entity tag in double quotes, which changes with the content.")]
    public static async Task Documents_have_a_tag(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document(), """{"a":1}""");
            var tag = await TagAsync(lrs, place);
            Check.That(tag.Length > 2 && tag.EndsWith('"') && (tag.StartsWith('"') || tag.StartsWith("W/\"", StringComparison.Ordinal)), $"ETag is {tag}.");
            Check.Same(tag, await TagAsync(lrs, place), "ETag of an unchanged document");
            (await lrs.PostAsync(place.Document(), """{"a":2}""")).Is(204);
            Check.That(tag != await TagAsync(lrs, place), "ETag is the same after a change.");
        }
    }

    [Requirement("Communication 3.1", null, "The entity tag is the SHA-1 of the content in hexadecimal.")]
    public static async Task The_tag_is_a_sha1(Lrs lrs)
    {
        var place = Place.State();
        await lrs.StoreAsync(place.Document(), "hello", "text/plain");
        Check.Same("\"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\"", (await TagAsync(lrs, place)).ToLowerInvariant(), "ETag");
    }

    [Requirement("Communication 3.1", "4.1.4", "PUT, POST and DELETE with an If-Match that does not hold are refused with 412 and change nothing.")]
    public static async Task A_wrong_tag_is_refused(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            (await lrs.PutAsync(place.Document(), "{}", match: Wrong)).Is(412);
            (await lrs.ReadAsync(place.Document())).Is(404);
            await lrs.StoreAsync(place.Document(), """{"a":1}""");
            (await lrs.PutAsync(place.Document(), """{"a":2}""", match: Wrong)).Is(412);
            (await lrs.PostAsync(place.Document(), """{"a":2}""", match: Wrong)).Is(412);
            (await lrs.DeleteAsync(place.Document(), Wrong)).Is(412);
            Check.Same("""{"a":1}""", (await lrs.ReadAsync(place.Document())).Is(200).Text, "The document");
        }
    }

    [Requirement("Communication 3.1", "4.1.4", "PUT, POST and DELETE with the present tag as If-Match, alone or in a list, go through.")]
    public static async Task The_right_tag_goes_through(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document(), """{"a":1}""");
            (await lrs.PutAsync(place.Document(), """{"a":2}""", match: await TagAsync(lrs, place))).Is(204);
            (await lrs.PutAsync(place.Document(), """{"a":3}""", match: $"{Wrong}, {await TagAsync(lrs, place)}")).Is(204);
            (await lrs.PostAsync(place.Document(), """{"b":4}""", match: await TagAsync(lrs, place))).Is(204);
            Check.Same(2, (await lrs.ReadAsync(place.Document())).Is(200).Json.AsObject().Count, "The members");
            (await lrs.DeleteAsync(place.Document(), await TagAsync(lrs, place))).Is(204);
            (await lrs.ReadAsync(place.Document())).Is(404);
        }
    }

    [Requirement("Communication 3.1", "4.1.4", "PUT with If-None-Match: * is refused with 412 where a document is.")]
    public static async Task A_first_write_is_refused_where_there_is_one(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document(), """{"a":1}""");
            (await lrs.PutAsync(place.Document(), "{}", noneMatch: "*")).Is(412);
            Check.Same("""{"a":1}""", (await lrs.ReadAsync(place.Document())).Is(200).Text, "The document");
        }
    }

    [Requirement("Communication 3.1", "4.1.4", "PUT of a profile without a precondition is refused with 409 and a reason where a document is.")]
    public static async Task An_unconditional_put_of_a_profile_is_a_conflict(Lrs lrs)
    {
        foreach (var place in Place.Profiles())
            await IsConflictAsync(lrs, place);
    }

    [Requirement(null, "4.1.4", "PUT of state without a precondition is refused with 409 and a reason where a document is.")]
    public static async Task An_unconditional_put_of_state_is_a_conflict(Lrs lrs) => await IsConflictAsync(lrs, Place.State());

    [Requirement("Communication 3.1", null, "State may be written without preconditions.")]
    public static async Task State_needs_no_precondition(Lrs lrs)
    {
        var place = Place.State();
        (await lrs.PutAsync(place.Document(), "{}")).Is(204);
        (await lrs.PutAsync(place.Document(), """{"a":1}""")).Is(204);
        Check.Same("""{"a":1}""", (await lrs.ReadAsync(place.Document())).Is(200).Text, "The document");
    }

    [Requirement("Communication 3.1", "4.1.4", "Of many writers with one tag exactly one goes through, each time.")]
    public static async Task Parallel_writers_with_one_tag_do_not_overwrite_each_other(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document(), "start", "text/plain");
            for (var round = 0; round < 3; round++)
            {
                var tag = await TagAsync(lrs, place);
                var replies = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => lrs.PutAsync(place.Document(), $"{round}/{writer}", "text/plain", match: tag)));
                var winners = Enumerable.Range(0, Writers).Where(writer => replies[writer].Status == 204).ToList();
                Check.Same(1, winners.Count, "Writers that went through");
                Check.That(replies.All(reply => reply.Status is 204 or 412), "A writer was answered with something else than 204 or 412.");
                Check.Same($"{round}/{winners[0]}", (await lrs.ReadAsync(place.Document())).Is(200).Text, "The document");
            }
        }
    }

    [Requirement("Communication 2.2", "4.1.4", "Of many merges at once none loses another's members.")]
    public static async Task Parallel_merges_lose_nothing(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            foreach (var reply in await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => lrs.PostAsync(place.Document(), $$"""{"w{{writer}}":{{writer}}}"""))))
                reply.Is(204);
            Check.Same(Writers, (await lrs.ReadAsync(place.Document())).Is(200).Json.AsObject().Count, "Members after all merges");
        }
    }

    private static async Task IsConflictAsync(Lrs lrs, Place place)
    {
        await lrs.StoreAsync(place.Document(), """{"a":1}""");
        Check.That((await lrs.PutAsync(place.Document(), "{}")).Is(409).Text.Length > 0, "The refusal gives no reason.");
        Check.Same("""{"a":1}""", (await lrs.ReadAsync(place.Document())).Is(200).Text, "The document");
    }

    private static async Task<string> TagAsync(Lrs lrs, Place place) => (await lrs.ReadAsync(place.Document())).Is(200).Header("ETag");
}
