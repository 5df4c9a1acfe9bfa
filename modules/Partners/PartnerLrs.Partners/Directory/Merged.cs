using Microsoft.EntityFrameworkCore;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Partners.Directory;

/// <summary>Reads through merges: what belongs to those who were merged into somebody is that one's.</summary>
internal static class Merged
{
    /// <summary>People's identifiers, each with the person whose it is now. Who was merged into another has none.</summary>
    public static async Task<List<(string PersonId, Identifier Identifier)>> IdentifiersOfAsync(this PartnersContext db, IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        var own = await people.InChunksAsync(
            chunk => from i in db.Identifiers.AsNoTracking()
                     where chunk.Contains(i.PersonId) && db.People.Any(p => p.Id == i.PersonId && p.MergedInto == null)
                     select new { i.PersonId, Identifier = i },
            cancellationToken);
        var absorbed = await people.InChunksAsync(
            chunk => from p in db.People
                     where p.MergedInto != null && chunk.Contains(p.MergedInto)
                     join i in db.Identifiers.AsNoTracking() on p.Id equals i.PersonId
                     select new { PersonId = p.MergedInto!, Identifier = i },
            cancellationToken);
        return [.. own.Concat(absorbed).Select(owned => (owned.PersonId, owned.Identifier))];
    }
}
