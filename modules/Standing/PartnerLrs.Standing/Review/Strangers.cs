using PartnerLrs.Partners.Contracts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Review;

/// <summary>Actors whom nobody knows, and whom they may be: somebody whose identifier differs in case only, or somebody of the partner whose people have mailboxes at the same domain.</summary>
internal sealed class Strangers(IPartnerDirectory directory)
{
    private ILookup<string, OwnedIdentifier> similar = Array.Empty<OwnedIdentifier>().ToLookup(owned => "", StringComparer.Ordinal);
    private ILookup<string, string> partners = Array.Empty<string>().ToLookup(partner => "", StringComparer.Ordinal);

    /// <summary>Asks the directory about some actors.</summary>
    public async Task LoadAsync(IReadOnlyCollection<AgentIdentifier> actors, CancellationToken cancellationToken)
    {
        if (actors.Count == 0)
            return;
        similar = (await directory.SimilarAsync([.. actors.Select(actor => actor.Value)], cancellationToken)).ToLookup(owned => owned.Identifier.Value.ToLowerInvariant(), StringComparer.Ordinal);
        partners = await directory.PartnersByDomainAsync([.. actors.Select(DomainOf).OfType<string>()], cancellationToken);
    }

    /// <summary>What to tell about an actor.</summary>
    public string HintFor(AgentIdentifier actor)
    {
        var hint = actor.Kind switch
        {
            AgentIdentifierKind.Mbox => $"Nobody has the mailbox {actor.Value}.",
            AgentIdentifierKind.MboxSha1Sum => "Nobody has a mailbox with this SHA-1.",
            AgentIdentifierKind.OpenId => $"Nobody has the OpenID {actor.Value}.",
            _ => $"Nobody has the account {actor.Value} at {actor.HomePage}.",
        };
        foreach (var owned in similar[actor.Value.ToLowerInvariant()].Where(owned => owned.Identifier.Kind == actor.Kind).Take(1))
        {
            var what = owned.Identifier.Value == actor.Value ? $"the same name at {owned.Identifier.HomePage}, another home page" : $"{owned.Identifier.Value}, which differs in upper and lower case";
            return $"{hint} The person {owned.PersonId} has {what}: add this one to the person's identifiers.";
        }

        // A domain of several partners, a provider's for example, tells nothing.
        return DomainOf(actor) is { } domain && partners[domain].ToList() is [var partner]
            ? $"{hint} People of the partner {partner} have mailboxes at {domain}: register the person, and earlier work counts."
            : $"{hint} Register the person, or add this to somebody's identifiers, and earlier work counts.";
    }

    private static string? DomainOf(AgentIdentifier actor) =>
        actor.Kind == AgentIdentifierKind.Mbox && actor.Value.LastIndexOf('@') is > 0 and var at ? actor.Value[(at + 1)..].ToLowerInvariant() : null;
}
