using System.Text.Json.Serialization;

namespace PartnerLrs.Standing.SetAside;

/// <summary>Something that the fold could not digest and went past, as it is answered.</summary>
internal sealed record SetAsideResource
{
    /// <summary><c>statement</c>, <c>learner</c> or <c>partner</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A statement's place in the log, a person's id or a partner's id.</summary>
    public required string Key { get; init; }

    /// <summary>The statement's id, where it is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Statement { get; init; }

    /// <summary>The id of the person whom it concerns, where that is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Person { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was set aside.</summary>
    public required DateTime FirstAt { get; init; }

    /// <summary>When it was tried last.</summary>
    public required DateTime LastAt { get; init; }

    public static SetAsideResource Of(SetAsideItem item) => new()
    {
        Kind = item.Kind.Name(),
        Key = item.Key,
        Statement = item.StatementId,
        Person = item.PersonId,
        Reason = item.Reason,
        Attempts = item.Attempts,
        FirstAt = item.FirstAt,
        LastAt = item.LastAt,
    };
}
