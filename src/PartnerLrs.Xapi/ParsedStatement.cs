namespace PartnerLrs.Xapi;

/// <summary>
/// A statement that passed validation: its bytes as received, and what was extracted on the way: the parts that the
/// LRS fills in, the index keys, and the fields that the fold reads.
/// </summary>
public sealed record ParsedStatement
{
    /// <summary>The statement's JSON object as received. It is a slice of the request's buffer and lives no longer than that.</summary>
    public required ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>The members of the object that the LRS replaces (<c>stored</c>, <c>authority</c>), as ranges of <see cref="Source"/> that include name and one adjoining comma.</summary>
    public required IReadOnlyList<Range> Replaced { get; init; }

    /// <summary>
    /// Single activities that stand in <c>contextActivities</c> where an array belongs, as ranges of <see cref="Source"/>: the LRS returns every
    /// value there as an array (xAPI 1.0.3 Data 2.4.6.2).
    /// </summary>
    public IReadOnlyList<Range> Wrapped { get; init; } = [];

    /// <summary>The <c>id</c> as received, or null when the LRS has to make one.</summary>
    public Guid? Id { get; init; }

    /// <summary>The <c>timestamp</c> in UTC, or null when the LRS has to set it.</summary>
    public DateTime? Timestamp { get; init; }

    /// <summary>The <c>version</c> as received, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The actor's identifier; null for an anonymous group.</summary>
    public AgentIdentifier? Actor { get; init; }

    /// <summary>The identifier of the <c>authority</c>, whose key is not among <see cref="Keys"/>; null when there is none or it is a group.</summary>
    public AgentIdentifier? Authority { get; init; }

    /// <summary>The verb's IRI.</summary>
    public required string Verb { get; init; }

    /// <summary>The IRI of the object when it is an activity.</summary>
    public string? Activity { get; init; }

    /// <summary>The statement id that the object refers to when it is a StatementRef.</summary>
    public Guid? Target { get; init; }

    /// <summary>Whether this statement voids <see cref="Target"/> (xAPI 1.0.3 Data 2.3.2).</summary>
    public bool IsVoiding { get; init; }

    /// <summary>The <c>context.registration</c>.</summary>
    public Guid? Registration { get; init; }

    /// <summary><c>result.success</c>.</summary>
    public bool? Success { get; init; }

    /// <summary><c>result.completion</c>.</summary>
    public bool? Completion { get; init; }

    /// <summary><c>result.score.scaled</c>, between -1 and 1.</summary>
    public double? ScoreScaled { get; init; }

    /// <summary>Every index key of the statement, of every kind, each once.</summary>
    public required IReadOnlyList<IndexKey> Keys { get; init; }

    /// <summary>The attachments of the statement and of its SubStatement, in order.</summary>
    public IReadOnlyList<AttachmentReference> Attachments { get; init; } = [];

    /// <summary>The activities that come with a definition, anywhere in the statement, in order; an activity may occur more than once.</summary>
    public IReadOnlyList<ActivityReference> Definitions { get; init; } = [];
}
