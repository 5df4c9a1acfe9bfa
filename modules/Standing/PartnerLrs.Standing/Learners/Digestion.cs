using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.SetAside;

namespace PartnerLrs.Standing.Learners;

/// <summary>
/// Tries whether awards can be worked out of a ledger, under every published version, before it is kept and told to partners: a fact on which a rule fails
/// would otherwise fail everything that is asked about that learner's partners.
/// </summary>
/// <param name="catalog">The versions.</param>
/// <param name="fold">Works out the awards of a person; what comes of it is of no interest here.</param>
internal sealed class Digestion(IProgramCatalog catalog, Action<string, EvidenceLedger, ProgramPolicy> fold)
{
    public Digestion(IProgramCatalog catalog)
        : this(catalog, (person, ledger, policy) => LearnerAwards.Of(person, ledger, policy))
    {
    }

    /// <summary>Whether nothing fails.</summary>
    public async ValueTask<bool> HoldsAsync(string person, EvidenceLedger ledger) => Try(person, ledger, await catalog.AllAsync(default)) is null;

    /// <summary>Tells those of some new statements that fail, alone or together with what is there.</summary>
    /// <param name="person">The person.</param>
    /// <param name="ledger">What is there; it stays as it is.</param>
    /// <param name="evidence">What is new.</param>
    /// <param name="voidings">The voidings that come with it.</param>
    public async ValueTask<IReadOnlyList<Undigested>> FindAsync(string person, EvidenceLedger ledger, IReadOnlyList<Evidence> evidence, IReadOnlyList<Voiding> voidings)
    {
        var versions = await catalog.AllAsync(default);
        var all = Copy(ledger);
        if (!all.Merge(evidence, voidings) || Try(person, all, versions) is null)
            return [];
        var good = Copy(ledger);
        good.Merge([], voidings);
        // What fails without them is not their fault.
        if (Try(person, good, versions) is not null)
            return [];
        var found = new List<Undigested>();
        foreach (var one in evidence)
        {
            var with = Copy(good);
            with.Merge([one], []);
            if (Try(person, with, versions) is { } reason)
                found.Add(new Undigested(one.StatementId, reason));
            else
                good = with;
        }

        return found;
    }

    private static EvidenceLedger Copy(EvidenceLedger ledger) => new(ledger.Evidence, ledger.Voidings, ledger.Rulings);

    private string? Try(string person, EvidenceLedger ledger, IReadOnlyList<PolicyVersion> versions)
    {
        foreach (var version in versions)
        {
            try
            {
                fold(person, ledger, version.Policy);
            }
            catch (Exception e)
            {
                return $"Under version {version.Number} of the policy: {Trouble.Describe(e)}";
            }
        }

        return null;
    }
}
