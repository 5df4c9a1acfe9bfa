namespace PartnerLrs.Standing.Rules;

/// <summary>An amount of money.</summary>
/// <param name="Amount">The amount in units of the currency (not minor units).</param>
/// <param name="Currency">Its ISO 4217 code, upper case.</param>
internal sealed record Money(decimal Amount, string Currency)
{
    /// <summary>The amount and code for people, e.g. <c>50000 USD</c>.</summary>
    public override string ToString() => $"{Amount:0.####} {Currency}";
}
