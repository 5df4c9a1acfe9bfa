using System.Text.Json.Serialization;
using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Organisations;

/// <summary>How a partner stands at an instant: its tier, what each requirement has and needs, and how each gate answers.</summary>
[GenerateSerializer, Immutable]
internal sealed record PartnerStanding
{
    /// <summary>The partner.</summary>
    [Id(0)]
    public required GatePartner Partner { get; init; }

    /// <summary>The instant (UTC) that this is about.</summary>
    [Id(1)]
    public required DateTime AsOf { get; init; }

    /// <summary>The instant (UTC) of knowledge.</summary>
    [Id(2)]
    public required DateTime KnownAt { get; init; }

    /// <summary>The policy version that rules.</summary>
    [Id(3)]
    public required int PolicyVersion { get; init; }

    /// <summary>Every statement stored at or before this instant (UTC) is reflected.</summary>
    [Id(4)]
    public DateTime? ReflectsThrough { get; init; }

    /// <summary>Every requirement of every tier, the lowest tier first.</summary>
    [Id(5)]
    public required IReadOnlyList<StandingRequirement> Requirements { get; init; }

    /// <summary>Every gate, asked about no deal in particular.</summary>
    [Id(6)]
    public required IReadOnlyList<StandingGate> Gates { get; init; }

    /// <summary>People without whom the partner's people and deals would reach a lower tier, the lowest first.</summary>
    [Id(7)]
    public required IReadOnlyList<StandingKeyPerson> KeyPeople { get; init; }
}

/// <summary>Somebody whom the partner cannot miss.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="TierWithout">The tier that would be reached if this person left; null for none.</param>
[GenerateSerializer, Immutable]
internal sealed record StandingKeyPerson([property: Id(0)] string Person, [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TierWithout);

/// <summary>How a partner stands with one requirement.</summary>
/// <param name="Tier">The tier that asks for it.</param>
/// <param name="Requirement">The requirement, e.g. <c>SLS-200 ≥ 1</c>.</param>
/// <param name="Have">How many there are, or what the figure is.</param>
/// <param name="Need">How many are needed, or what is.</param>
/// <param name="Met">Whether it is met.</param>
/// <param name="Holders">Who counts, and by which award.</param>
[GenerateSerializer, Immutable]
internal sealed record StandingRequirement(
    [property: Id(0)] string Tier,
    [property: Id(1)] string Requirement,
    [property: Id(2)] decimal Have,
    [property: Id(3)] decimal Need,
    [property: Id(4)] bool Met,
    [property: Id(5)] IReadOnlyList<StandingHolder> Holders);

/// <summary>Somebody who counts for a requirement.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Award">The award's id.</param>
/// <param name="Certification">The certification.</param>
/// <param name="EarnedAt">When it was earned (UTC).</param>
/// <param name="ExpiresAt">When it expires (UTC); absent for never.</param>
/// <param name="State">The award's state: <c>active</c>, <c>expiring</c>, <c>at-risk</c> or <c>superseded</c>.</param>
[GenerateSerializer, Immutable]
internal sealed record StandingHolder(
    [property: Id(0)] string Person, [property: Id(1)] string Award, [property: Id(2)] string Certification, [property: Id(3)] DateTime EarnedAt, [property: Id(4)] DateTime? ExpiresAt, [property: Id(5)] string State);

/// <summary>How a gate answers.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Benefit">The benefit that it opens.</param>
/// <param name="Decision">Whether the partner may pass.</param>
/// <param name="Mode"><c>enforce</c>, <c>warn</c> or <c>shadow</c>.</param>
/// <param name="ValidUntil">The next instant (UTC) at which that changes if no new fact comes; null for none.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Waiver">The waiver by which it may, although the reasons deny.</param>
[GenerateSerializer, Immutable]
internal sealed record StandingGate(
    [property: Id(0)] string Gate,
    [property: Id(1)] string Benefit,
    [property: Id(2)] bool Decision,
    [property: Id(3)] string Mode,
    [property: Id(4), JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTime? ValidUntil,
    [property: Id(5)] IReadOnlyList<GateAnswerReason> Reasons,
    [property: Id(6), JsonIgnore(Condition = JsonIgnoreCondition.Never)] GateAnswerWaiver? Waiver);
