using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>Amounts of deals, added up by currency; deals that state none are counted on their own.</summary>
internal sealed class BacktestAmounts
{
    /// <summary>How many deals there are.</summary>
    public int Deals { get; set; }

    /// <summary>How many of them state no amount.</summary>
    public int WithoutAmount { get; set; }

    /// <summary>The sums.</summary>
    public List<BacktestAmount> Amounts { get; init; } = [];

    /// <summary>Adds a deal.</summary>
    public void Add(Money? amount)
    {
        Deals++;
        if (amount is null)
        {
            WithoutAmount++;
            return;
        }

        var place = Amounts.FindIndex(sum => sum.Currency == amount.Currency);
        if (place < 0)
            Amounts.Add(new BacktestAmount(amount.Currency, amount.Amount, 1));
        else
            Amounts[place] = Amounts[place] with { Amount = Amounts[place].Amount + amount.Amount, Deals = Amounts[place].Deals + 1 };
        Amounts.Sort((left, right) => string.CompareOrdinal(left.Currency, right.Currency));
    }
}

/// <summary>A sum of deals.</summary>
/// <param name="Currency">The ISO 4217 code.</param>
/// <param name="Amount">The sum in major units.</param>
/// <param name="Deals">How many deals are in it.</param>
internal sealed record BacktestAmount(string Currency, decimal Amount, int Deals);
