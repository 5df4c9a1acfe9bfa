namespace PartnerLrs.Program.Contracts;

/// <summary>What is suggested to people, in order.</summary>
public sealed record LearningPath
{
    /// <summary>The path's id, unique among paths.</summary>
    public required string Id { get; init; }

    /// <summary>The path's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The role it is for, or null for everyone.</summary>
    public string? Role { get; init; }

    /// <summary>The id of the tier that it leads a partner to, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>The ids of the certifications on it, in order; at least one.</summary>
    public required IReadOnlyList<string> Certifications { get; init; }
}
