namespace PartnerLrs.Program.Contracts;

/// <summary>The condition that those who work on the deal hold a certification.</summary>
public sealed record GateHolder
{
    /// <summary>Who of them.</summary>
    public required GateHolderWho Who { get; init; }

    /// <summary>The certification ids of which they must hold one; at least one.</summary>
    public required IReadOnlyList<string> Certifications { get; init; }
}
