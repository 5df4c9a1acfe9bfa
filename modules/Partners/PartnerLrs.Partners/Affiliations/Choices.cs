using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Partners.Affiliations;

/// <summary>
/// Rule 5: of two affiliations one counts, and the person chooses which, with a cool-down between two choices. Who counted for whom until then stays
/// as it was: affiliations are cut at the instant of the choice.
/// </summary>
internal sealed class Choices(DirectoryWriter writer, IProgramCatalog catalog, TimeProvider clock)
{
    /// <summary>What is answered where no affiliation has an id.</summary>
    public static Error Unknown(string id) => Error.NotFound("unknown-affiliation", $"No affiliation has the id '{Platform.Http.Query.Shorten(id)}'.");

    /// <summary>Lets an affiliation count from now on. One that counts already stays as it is, and nothing was chosen.</summary>
    /// <param name="id">The affiliation.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="by">The name of the caller's credential.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The affiliation that counts.</returns>
    public async Task<Result<AffiliationResource>> ChooseAsync(string id, string? reason, string by, CancellationToken cancellationToken)
    {
        // Before the transaction: the catalogue may need a connection.
        var coolDown = (await catalog.InForceAsync(clock.UtcNow(), cancellationToken))?.Policy.Affiliations?.CoolDown;
        return await writer.WriteAsync(null, dryRun: false, directory => ChooseAsync(directory, id, reason, by, coolDown, cancellationToken), cancellationToken);
    }

    private static async Task<Result<AffiliationResource>> ChooseAsync(DirectoryTransaction directory, string id, string? reason, string by, CalendarPeriod? coolDown, CancellationToken cancellationToken)
    {
        var (db, now) = (directory.Db, directory.Now);
        if (await db.Affiliations.FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } chosen)
            return Unknown(id);
        if (chosen.From > now || chosen.To <= now)
            return Error.Conflict("not-in-force", "That affiliation does not hold now; only one that holds can be chosen.");
        if (chosen.Counting)
            return AffiliationResource.Of(chosen);

        var person = await db.People.Where(p => p.Id == chosen.PersonId).Select(p => p.MergedInto ?? p.Id).SingleAsync(cancellationToken);
        var people = await db.People.Where(p => p.Id == person || p.MergedInto == person).ToListAsync(cancellationToken);
        var ids = people.ConvertAll(p => p.Id);
        var last = await db.Choices.Where(c => ids.Contains(c.PersonId)).OrderByDescending(c => c.ChosenAt).Select(c => (DateTime?)c.ChosenAt).FirstOrDefaultAsync(cancellationToken);
        if (last is { } chosenAt && coolDown is { } period && period.After(chosenAt) is var possible && possible > now)
        {
            return Error.Conflict(
                "cool-down",
                $"The person chose on {Timestamps.ToRfc3339(chosenAt)}, and the programme lets {period} pass between two choices; another one is possible from {Timestamps.ToRfc3339(possible)} on.");
        }

        var rivals = (await db.Affiliations.Where(a => ids.Contains(a.PersonId) && a.Counting).ToListAsync(cancellationToken)).FindAll(a => a.Overlaps(now, chosen.To));
        if (rivals.Find(a => a.From > now) is { } later)
            return Error.Conflict("counting-overlap", $"From {Timestamps.ToRfc3339(later.From)} on the person is to count by the affiliation {later.Id}; end one before the other begins, and choose then.");
        foreach (var rival in rivals)
            _ = Cut(directory, rival, counting: false);
        var counting = Cut(directory, chosen, counting: true);
        db.Add(new Choice
        {
            Id = directory.NewId(),
            PersonId = chosen.PersonId,
            AffiliationId = counting.Id,
            PartnerId = chosen.PartnerId,
            Reason = reason,
            ChosenAt = now,
            ChosenBy = by,
        });
        people.ForEach(p => p.ModifiedAt = now);
        foreach (var partner in rivals.Select(a => a.PartnerId).Append(chosen.PartnerId).Distinct(StringComparer.Ordinal))
            directory.Note(DirectoryChangeKind.Affiliation, person, partner);
        return AffiliationResource.Of(counting);
    }

    /// <summary>Ends an affiliation now and goes on with it, counting or not, by a row of its own; the first row keeps what was.</summary>
    private static Affiliation Cut(DirectoryTransaction directory, Affiliation affiliation, bool counting)
    {
        affiliation.Contested = false;
        affiliation.ModifiedAt = directory.Now;
        if (affiliation.From == directory.Now)
        {
            affiliation.Counting = counting;
            return affiliation;
        }

        var rest = new Affiliation
        {
            Id = directory.NewId(),
            PersonId = affiliation.PersonId,
            PartnerId = affiliation.PartnerId,
            Roles = affiliation.Roles,
            From = directory.Now,
            To = affiliation.To,
            Source = affiliation.Source,
            Counting = counting,
            CreatedAt = directory.Now,
            ModifiedAt = directory.Now,
        };
        affiliation.To = directory.Now;
        directory.Db.Add(rest);
        return rest;
    }
}
