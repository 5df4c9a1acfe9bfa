namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>What a statements query asks for (xAPI 1.0.3 Communication 2.1.3).</summary>
internal sealed record StatementFilter
{
    /// <summary>Keys that must all stand on a statement, the most selective kind first.</summary>
    public required IReadOnlyList<FilterKey> Keys { get; init; }

    /// <summary>Only statements stored after this instant.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Only statements stored at or before this instant.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Oldest first.</summary>
    public bool Ascending { get; init; }

    /// <summary>How many at the most.</summary>
    public required int Limit { get; init; }

    /// <summary>Only places beyond this one, in the direction of the query: where the page before ended.</summary>
    public long? Cursor { get; init; }

    /// <summary>Only statements that this credential sent, for callers that may read no others.</summary>
    public string? CredentialId { get; init; }
}
