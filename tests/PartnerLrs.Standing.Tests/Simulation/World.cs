using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>A statement as an LMS sent it, or one that voids another.</summary>
internal sealed record RawStatement(
    Guid Id,
    string Actor,
    string Activity,
    string Verb,
    bool? Success,
    bool? Completion,
    double? Scaled,
    DateTime Timestamp,
    DateTime Stored,
    string Authority,
    bool PartnerBound,
    string? Signer,
    Guid? Voids = null);

/// <summary>What a person said of a statement: that it is to count, or that this is taken back.</summary>
internal sealed record RawRuling(Guid Statement, DateTime At, bool Accepted);

/// <summary>All that ever happened, and nothing that follows from it.</summary>
/// <param name="Versions">The versions of the programme.</param>
/// <param name="Partners">The partners.</param>
/// <param name="Merges">Which of them were merged into which.</param>
/// <param name="PersonOfIdentifier">Whose the identifiers are.</param>
/// <param name="GoesOnAs">As whom those records of people go on that are merged into another now.</param>
/// <param name="Affiliations">Who belongs where.</param>
/// <param name="Log">The statements.</param>
/// <param name="Rulings">What was said of them.</param>
/// <param name="Deals">Every version of every deal.</param>
/// <param name="Waivers">The waivers.</param>
internal sealed record World(
    IReadOnlyList<PolicyVersion> Versions,
    IReadOnlyList<PartnerRecord> Partners,
    IReadOnlyList<MergeRecord> Merges,
    IReadOnlyDictionary<string, string> PersonOfIdentifier,
    IReadOnlyDictionary<string, string> GoesOnAs,
    IReadOnlyList<AffiliationRecord> Affiliations,
    IReadOnlyList<RawStatement> Log,
    IReadOnlyList<RawRuling> Rulings,
    IReadOnlyList<DealVersion> Deals,
    IReadOnlyList<Waiver> Waivers)
{
    /// <summary>The person whom a record is of.</summary>
    public string Same(string person) => GoesOnAs.GetValueOrDefault(person, person);
}

/// <summary>What is asked.</summary>
/// <param name="Partner">A partner that is no alias now.</param>
/// <param name="AsOf">The instant that it is about.</param>
/// <param name="KnownAt">The instant of knowledge; null for all that is known.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Amount">The deal's amount.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Registrant">Who registers it.</param>
/// <param name="Team">Who else works on it, with commas.</param>
/// <param name="Product">Its product.</param>
/// <param name="Deal">A known deal instead of all that.</param>
internal sealed record Question(string Partner, DateTime AsOf, DateTime? KnownAt, string Gate, decimal? Amount, string? Currency, string? Registrant, string? Team, string? Product, string? Deal);

/// <summary>What is answered.</summary>
/// <param name="Version">The policy version in force.</param>
/// <param name="Tier">The tier held.</param>
/// <param name="Provisional">Whether people and deals alone would not reach it.</param>
/// <param name="Decision">Whether the gate lets pass; null where it is asked about a deal that is not known.</param>
/// <param name="Awards">Every award of everybody: person, certification, earned, expires, state.</param>
internal sealed record Answer(int? Version, string? Tier, bool Provisional, bool? Decision, IReadOnlyList<string> Awards);
