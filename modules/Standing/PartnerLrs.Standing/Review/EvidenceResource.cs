namespace PartnerLrs.Standing.Review;

/// <summary>A statement that does not count, or did not until it was accepted, with why.</summary>
internal sealed record EvidenceResource
{
    /// <summary>The statement's id.</summary>
    public required string StatementId { get; init; }

    /// <summary><c>quarantined</c>, <c>accepted</c>, <c>pending</c> or <c>unmatched</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>untrusted</c>, <c>partnerAttested</c>, <c>backdated</c>, <c>future</c>, <c>unknownActor</c> or <c>unknownActivity</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The same for people, and what may be done about it.</summary>
    public required string Hint { get; init; }

    /// <summary>The id of the person whom the actor names; absent when nobody is known by it.</summary>
    public string? Person { get; init; }

    /// <summary>The id of the partner for which that person counts now.</summary>
    public string? Partner { get; init; }

    /// <summary>The course's id; of an unknown activity, of the course that it is near.</summary>
    public required string Course { get; init; }

    /// <summary>The statement's activity.</summary>
    public required string Activity { get; init; }

    /// <summary>The actor's identifier, when nobody is known by it: a mailbox, its SHA-1, an OpenID, or an account's name at its home page.</summary>
    public EvidenceActor? Actor { get; init; }

    /// <summary>The name of the credential that sent it.</summary>
    public required string Authority { get; init; }

    /// <summary>The SHA-256 fingerprint of the certificate that signed it.</summary>
    public string? Signer { get; init; }

    /// <summary>When it took effect.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTime Stored { get; init; }

    /// <summary>What people said of it, the oldest first.</summary>
    public IReadOnlyList<EvidenceRuling> Rulings { get; init; } = [];
}

/// <summary>What somebody said of a statement.</summary>
/// <param name="Accepted">Whether it was accepted; false where that was taken back.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="By">The name of the credential.</param>
internal sealed record EvidenceRuling(bool Accepted, string Reason, DateTime At, string By);

/// <summary>An actor whom nobody knows.</summary>
/// <param name="Value">The mailbox, the SHA-1, the OpenID or the account's name.</param>
/// <param name="HomePage">The account's home page.</param>
internal sealed record EvidenceActor(string Value, string? HomePage);
