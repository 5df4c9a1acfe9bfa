using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.People;

/// <summary>A row of <c>partners_identifiers</c>: one identifier of one person.</summary>
internal sealed class Identifier
{
    public required Guid AgentKey { get; init; }

    public required string PersonId { get; set; }

    public required AgentIdentifierKind Kind { get; set; }

    public required string Value { get; set; }

    public string? HomePage { get; set; }

    /// <summary>Whether it is only the SHA-1 form of a mailbox that was given.</summary>
    public required bool Derived { get; set; }

    public AgentIdentifier ToAgentIdentifier() => new(Kind, Value, HomePage);
}
