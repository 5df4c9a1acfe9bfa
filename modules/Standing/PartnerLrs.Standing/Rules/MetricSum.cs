namespace PartnerLrs.Standing.Rules;

/// <summary>What deals add up to.</summary>
/// <param name="Amount">Their amount, where amounts are asked for.</param>
/// <param name="Deals">How many they are.</param>
/// <param name="Won">How many of them were won.</param>
internal readonly record struct MetricSum(decimal Amount, int Deals, int Won)
{
    public static MetricSum operator +(MetricSum left, MetricSum right) => new(left.Amount + right.Amount, left.Deals + right.Deals, left.Won + right.Won);

    public static MetricSum operator -(MetricSum left, MetricSum right) => new(left.Amount - right.Amount, left.Deals - right.Deals, left.Won - right.Won);
}
