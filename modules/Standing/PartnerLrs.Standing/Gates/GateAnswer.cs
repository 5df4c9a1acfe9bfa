using System.Text.Json.Serialization;

namespace PartnerLrs.Standing.Gates;

/// <summary>A gate's answer as it goes out: DOMAIN's shape. Properties are written in this order.</summary>
[GenerateSerializer, Immutable, Alias(GrainNames.GateAnswer)]
internal sealed record GateAnswer
{
    /// <summary>Under which the decision was recorded.</summary>
    [Id(0)]
    public string DecisionId { get; init; } = "";

    /// <summary>Whether the partner may pass, by the rules or by a waiver. It does not depend on the mode.</summary>
    [Id(1)]
    public required bool Decision { get; init; }

    /// <summary><c>enforce</c>, <c>warn</c> or <c>shadow</c>: what the caller should do with a denial.</summary>
    [Id(2)]
    public required string Mode { get; init; }

    /// <summary>Whether the caller should refuse: the gate denies and its mode is <c>enforce</c>. In the other modes <c>decision</c> is what it would have said.</summary>
    public bool Refuse => !Decision && Mode == "enforce";

    /// <summary>The gate.</summary>
    [Id(3)]
    public required string Gate { get; init; }

    /// <summary>The partner.</summary>
    [Id(4)]
    public required GatePartner Partner { get; init; }

    /// <summary>The instant (UTC) that the answer is about.</summary>
    [Id(5)]
    public required DateTime AsOf { get; init; }

    /// <summary>The instant (UTC) of knowledge: when it was asked, unless it was asked about another.</summary>
    [Id(6)]
    public required DateTime KnownAt { get; init; }

    /// <summary>The policy version that ruled.</summary>
    [Id(7)]
    public required int PolicyVersion { get; init; }

    /// <summary>Every statement stored at or before this instant (UTC) is reflected; null until that is known.</summary>
    [Id(8)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? ReflectsThrough { get; init; }

    /// <summary>The next instant (UTC) at which the answer changes if no new fact comes; null for none.</summary>
    [Id(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? ValidUntil { get; init; }

    /// <summary>Why.</summary>
    [Id(10)]
    public required IReadOnlyList<GateAnswerReason> Reasons { get; init; }

    /// <summary>What is missing, and the cheapest way to get it.</summary>
    [Id(11)]
    public required IReadOnlyList<GateAnswerMissing> Missing { get; init; }

    /// <summary>What will change in the next 90 days if nothing new happens.</summary>
    [Id(12)]
    public IReadOnlyList<GateAnswerChange> WillChange { get; init; } = [];

    /// <summary>The waiver by which the partner may pass although the reasons deny; null for none.</summary>
    [Id(20)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public GateAnswerWaiver? Waiver { get; init; }
}

/// <summary>A waiver in an answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why it was granted.</param>
/// <param name="Until">When it ends (UTC).</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerWaiver([property: Id(0)] string Id, [property: Id(1)] string Reason, [property: Id(2)] DateTime Until);


/// <summary>A change that is to come, in an answer.</summary>
/// <param name="On">When (UTC).</param>
/// <param name="Tier">The partner's tier from then on; null for none.</param>
/// <param name="Decision">Whether it may pass from then on.</param>
/// <param name="Lapses">The awards that end then.</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerChange(
    [property: Id(0)] DateTime On,
    [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Tier,
    [property: Id(2)] bool Decision,
    [property: Id(3)] IReadOnlyList<GateAnswerLapse> Lapses);

/// <summary>An award that is about to end, in an answer.</summary>
/// <param name="Award">The award's id.</param>
/// <param name="Certification">The certification.</param>
/// <param name="Release">The release that ends it, when one does.</param>
/// <param name="Keep">Who holds it, and the shortest way to keep it.</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerLapse(
    [property: Id(0)] string Award, [property: Id(1)] string Certification, [property: Id(2)] string? Release, [property: Id(3)] GateAnswerCandidate Keep);

/// <summary>The partner in an answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tier">Its tier; null for none.</param>
/// <param name="GraceUntil">When (UTC) the tier will be lower if nothing changes, where it is held by grace, until a review, or by a floor or a merge.</param>
[GenerateSerializer, Immutable]
internal sealed record GatePartner(
    [property: Id(0)] string Id,
    [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Tier,
    [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTime? GraceUntil = null);

/// <summary>A reason in an answer.</summary>
/// <param name="Code">Stable code, e.g. <c>CERT_COUNT_SHORT</c>.</param>
/// <param name="Requirement">The requirement, e.g. <c>SLS-200 ≥ 1</c>.</param>
/// <param name="Have">How many there are.</param>
/// <param name="Need">How many are needed.</param>
/// <param name="Limit">The limit that is exceeded.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Evidence">The awards that it rests on.</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerReason(
    [property: Id(0)] string Code,
    [property: Id(1)] string? Requirement,
    [property: Id(2)] decimal? Have,
    [property: Id(3)] decimal? Need,
    [property: Id(4)] GateAnswerLimit? Limit,
    [property: Id(5)] string Message,
    [property: Id(6)] IReadOnlyList<GateAnswerEvidence> Evidence);

/// <summary>A limit in an answer.</summary>
/// <param name="Amount">The amount in major units.</param>
/// <param name="Currency">The ISO 4217 code.</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerLimit([property: Id(0)] decimal Amount, [property: Id(1)] string Currency);

/// <summary>An award in an answer.</summary>
/// <param name="Award">The award's id.</param>
/// <param name="State"><c>active</c> or <c>expired</c>.</param>
/// <param name="On">When it was earned, or when it expired (UTC).</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerEvidence([property: Id(0)] string Award, [property: Id(1)] string State, [property: Id(2)] DateTime On);

/// <summary>Something missing in an answer.</summary>
/// <param name="Certification">The certification.</param>
/// <param name="Count">How many more people need it.</param>
/// <param name="Cheapest">Who gets there in the least time, and how.</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerMissing(
    [property: Id(0)] string Certification, [property: Id(1)] int Count, [property: Id(2)] IReadOnlyList<GateAnswerCandidate> Cheapest);

/// <summary>Somebody who could fill a place.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The name, where the caller may see it.</param>
/// <param name="Path">The courses to do.</param>
/// <param name="Minutes">The time they take.</param>
/// <param name="Url">Where to start.</param>
[GenerateSerializer, Immutable]
internal sealed record GateAnswerCandidate(
    [property: Id(0)] string Person,
    [property: Id(1)] string? Name,
    [property: Id(2)] IReadOnlyList<string> Path,
    [property: Id(3)] int Minutes,
    [property: Id(4)] string? Url);
