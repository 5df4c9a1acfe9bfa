namespace PartnerLrs.Standing.Rules;

/// <summary>The deal that a gate is asked about, as far as the question names it.</summary>
internal sealed record DealQuestion
{
    /// <summary>A question that is about no deal.</summary>
    public static readonly DealQuestion None = new();

    /// <summary>Its amount, or null.</summary>
    public Money? Amount { get; init; }

    /// <summary>The id of the person who registers it, or null.</summary>
    public string? Registrant { get; init; }

    /// <summary>The ids of the people in its team, the registrant apart.</summary>
    public IReadOnlyList<string> Team { get; init; } = [];

    /// <summary>The id of its product, or null.</summary>
    public string? Product { get; init; }

    /// <summary>A question about an amount alone.</summary>
    public static DealQuestion About(Money? amount) => amount is null ? None : new DealQuestion { Amount = amount };
}
