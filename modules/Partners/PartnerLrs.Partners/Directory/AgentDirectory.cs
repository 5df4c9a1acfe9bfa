using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Directory;

/// <summary>The directory as the LRS asks it: the person behind an agent, within what the caller may see.</summary>
internal sealed class AgentDirectory(IDbContextFactory<PartnersContext> contexts, TimeProvider clock) : IAgentDirectory
{
    /// <inheritdoc />
    public async Task<KnownAgent?> FindAsync(AgentIdentifier agent, string? partnerId, CancellationToken cancellationToken)
    {
        var key = agent.AgentKey.Value;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var person = await db.People.AsNoTracking().VisibleTo(partnerId, db, clock.UtcNow())
            .FirstOrDefaultAsync(p => p.Id == db.Identifiers.Where(i => i.AgentKey == key).Join(db.People, i => i.PersonId, owner => owner.Id, (i, owner) => owner.MergedInto ?? owner.Id).FirstOrDefault(), cancellationToken);
        if (person is null)
            return null;
        var identifiers = await db.IdentifiersOfAsync([person.Id], cancellationToken);
        return new KnownAgent(
            [person.Name],
            [.. identifiers.Select(owned => owned.Identifier.ToAgentIdentifier()).OrderBy(i => i.HomePage, StringComparer.Ordinal).ThenBy(i => i.Value, StringComparer.Ordinal)]);
    }
}
