using System.Text.Json.Serialization;

namespace PartnerLrs.Standing.Trials.Impact;

/// <summary>What a partner gains and loses by the draft.</summary>
internal sealed record PartnerImpact
{
    /// <summary>The partner's id.</summary>
    public required string Partner { get; init; }

    /// <summary>Its first external reference as <c>system:externalId</c>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>gains</c>, <c>loses</c>, <c>mixed</c>, <c>later</c> (nothing at the effective instant, something within the horizon) or <c>people</c> (certifications only).</summary>
    public required string Change { get; init; }

    /// <summary>The tier without the draft; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? TierBefore { get; init; }

    /// <summary>The tier with the draft; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? TierAfter { get; init; }

    /// <summary>When that tier will be lower if nothing new happens, where only a coming review, grace, a floor or a merge keeps it.</summary>
    public DateTime? GraceUntil { get; init; }

    /// <summary>Benefits that the tier gives with the draft only.</summary>
    public required IReadOnlyList<string> BenefitsGained { get; init; }

    /// <summary>Benefits that the tier gives without the draft only.</summary>
    public required IReadOnlyList<string> BenefitsLost { get; init; }

    /// <summary>Gates that answer differently, asked about no deal in particular.</summary>
    public required IReadOnlyList<GateImpact> Gates { get; init; }

    /// <summary>Certifications that people gain or lose, or hold for longer or shorter.</summary>
    public required IReadOnlyList<CertificationImpact> People { get; init; }

    /// <summary>The instants within the horizon at which that difference becomes another one.</summary>
    public required IReadOnlyList<LaterImpact> Later { get; init; }
}

/// <summary>A gate that answers differently.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Before">Whether the partner passes without the draft; null when there is no such gate.</param>
/// <param name="After">Whether it passes with the draft; null when there is no such gate.</param>
/// <param name="Reasons">The codes of what denies it, with the draft where it closes, without it where it opens.</param>
internal sealed record GateImpact(
    string Gate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? After,
    IReadOnlyList<string> Reasons);

/// <summary>What becomes of a person's certification.</summary>
/// <param name="Person">The person's id. Trials name nobody.</param>
/// <param name="Certification">The certification.</param>
/// <param name="Change"><c>gained</c>, <c>lost</c>, <c>extended</c> or <c>shortened</c>.</param>
/// <param name="ExpiresBefore">When it expires without the draft; absent for never, or when it is not held.</param>
/// <param name="ExpiresAfter">When it expires with the draft; absent for never, or when it is not held.</param>
internal sealed record CertificationImpact(string Person, string Certification, string Change, DateTime? ExpiresBefore, DateTime? ExpiresAfter)
{
    public const string Gained = "gained";
    public const string Lost = "lost";
    public const string Extended = "extended";
    public const string Shortened = "shortened";
}

/// <summary>What differs from an instant on.</summary>
/// <param name="On">The instant (UTC).</param>
/// <param name="TierBefore">The tier without the draft; null for none.</param>
/// <param name="TierAfter">The tier with the draft; null for none.</param>
/// <param name="Gates">The gates that answer differently; none when the draft makes no difference any more.</param>
internal sealed record LaterImpact(
    DateTime On,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TierBefore,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TierAfter,
    IReadOnlyList<GateImpact> Gates);
