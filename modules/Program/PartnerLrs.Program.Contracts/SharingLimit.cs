namespace PartnerLrs.Program.Contracts;

/// <summary>In how many places of a group of requirements one person may count.</summary>
public sealed record SharingLimit
{
    /// <summary>The group, as requirements name it.</summary>
    public required string Group { get; init; }

    /// <summary>How many places; at least 1.</summary>
    public int PerPerson { get; init; } = 1;
}
