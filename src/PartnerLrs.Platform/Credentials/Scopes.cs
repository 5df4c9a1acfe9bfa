using System.Collections.Frozen;

namespace PartnerLrs.Platform.Credentials;

/// <summary>What a credential may do. The LRS's names are the standard's common set (xAPI 1.0.3 Communication 4.2).</summary>
public static class Scopes
{
    /// <summary>Write statements.</summary>
    public const string StatementsWrite = "statements/write";

    /// <summary>Read any statement.</summary>
    public const string StatementsRead = "statements/read";

    /// <summary>Read the statements that this credential wrote.</summary>
    public const string StatementsReadMine = "statements/read/mine";

    /// <summary>Read and write state documents.</summary>
    public const string State = "state";

    /// <summary>Define activities.</summary>
    public const string Define = "define";

    /// <summary>Read and write profile documents.</summary>
    public const string Profile = "profile";

    /// <summary>Read everything in the LRS.</summary>
    public const string AllRead = "all/read";

    /// <summary>Everything in the LRS.</summary>
    public const string All = "all";

    /// <summary>Ask gates.</summary>
    public const string GatesCheck = "gates/check";

    /// <summary>See people's names in gate answers.</summary>
    public const string GatesCheckNames = "gates/check/names";

    /// <summary>Read partners, people and affiliations.</summary>
    public const string PartnersRead = "partners/read";

    /// <summary>Write partners, people and affiliations.</summary>
    public const string PartnersWrite = "partners/write";

    /// <summary>Write deals and fund requests.</summary>
    public const string DealsWrite = "deals/write";

    /// <summary>Read the feeds.</summary>
    public const string FeedsRead = "feeds/read";

    /// <summary>Read the programme.</summary>
    public const string ProgramRead = "program/read";

    /// <summary>Publish the programme.</summary>
    public const string ProgramWrite = "program/write";

    /// <summary>Administer: every scope outside the LRS, and credentials.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope there is.</summary>
    public static readonly FrozenSet<string> Known = new[]
    {
        StatementsWrite, StatementsRead, StatementsReadMine, State, Define, Profile, AllRead, All,
        GatesCheck, GatesCheckNames, PartnersRead, PartnersWrite, DealsWrite, FeedsRead, ProgramRead, ProgramWrite, Admin,
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Lrs = new[] { StatementsWrite, StatementsRead, StatementsReadMine, State, Define, Profile, AllRead, All }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a credential that holds <paramref name="held"/> may do what needs <paramref name="needed"/>.</summary>
    public static bool Allow(IReadOnlySet<string> held, string needed)
    {
        if (held.Contains(needed))
            return true;
        if (Lrs.Contains(needed))
        {
            return held.Contains(All)
                || (needed is StatementsRead or StatementsReadMine or AllRead && held.Contains(AllRead))
                || (needed == StatementsReadMine && held.Contains(StatementsRead));
        }

        return held.Contains(Admin)
            || (needed == PartnersRead && held.Contains(PartnersWrite))
            || (needed == ProgramRead && held.Contains(ProgramWrite))
            || (needed == GatesCheck && held.Contains(GatesCheckNames));
    }
}
