namespace PartnerLrs.Program.Contracts;

/// <summary>A line of a <see cref="Product"/>.</summary>
public sealed record ProductLine
{
    /// <summary>The line's id, unique in its product.</summary>
    public required string Id { get; init; }

    /// <summary>The line's name for people.</summary>
    public required string Name { get; init; }
}
