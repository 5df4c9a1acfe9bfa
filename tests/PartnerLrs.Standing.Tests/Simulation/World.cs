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
    Guid? Voids = null);

/// <summary>All that ever happened, and nothing that follows from it.</summary>
internal sealed record World(
    IReadOnlyList<PolicyVersion> Versions,
    IReadOnlyList<PartnerRecord> Partners,
    IReadOnlyDictionary<string, string> PersonOfIdentifier,
    IReadOnlyList<AffiliationRecord> Affiliations,
    IReadOnlyList<RawStatement> Log,
    IReadOnlyList<DealVersion> Deals,
    IReadOnlyList<Waiver> Waivers);

/// <summary>What is asked.</summary>
internal sealed record Question(string Partner, DateTime AsOf, DateTime? KnownAt, string Gate, decimal? Amount, string? Currency, string? Registrant, string? Product);

/// <summary>What is answered.</summary>
/// <param name="Version">The policy version in force.</param>
/// <param name="Tier">The tier held.</param>
/// <param name="Provisional">Whether people and deals alone would not reach it.</param>
/// <param name="Decision">Whether the gate lets pass.</param>
/// <param name="Awards">Every award of everybody: person, certification, earned, expires, state.</param>
internal sealed record Answer(int? Version, string? Tier, bool Provisional, bool? Decision, IReadOnlyList<string> Awards);
