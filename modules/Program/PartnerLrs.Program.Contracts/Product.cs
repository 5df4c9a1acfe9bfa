namespace PartnerLrs.Program.Contracts;

/// <summary>Something the vendor sells and partners are certified for.</summary>
public sealed record Product
{
    /// <summary>The product's id, unique among products.</summary>
    public required string Id { get; init; }

    /// <summary>The product's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The product's lines, which certifications may be told apart by.</summary>
    public IReadOnlyList<ProductLine> Lines { get; init; } = [];

    /// <summary>The product's releases, in any order.</summary>
    public IReadOnlyList<Release> Releases { get; init; } = [];
}
