namespace PartnerLrs.Kernel.Tests;

public sealed class CurrenciesTests
{
    [Theory]
    [InlineData("1250", "USD", 125_000L)]
    [InlineData("1250.5", "USD", 125_050L)]
    [InlineData("1250.500", "USD", 125_050L)]
    [InlineData("1250.505", "USD", null)]
    [InlineData("1250", "JPY", 1250L)]
    [InlineData("1250.5", "JPY", null)]
    [InlineData("1.234", "KWD", 1234L)]
    [InlineData("1.2345", "KWD", null)]
    [InlineData("1.2345", "CLF", 12_345L)]
    [InlineData("0", "EUR", 0L)]
    [InlineData("100000000000000", "CLF", 1_000_000_000_000_000_000L)]
    [InlineData("100000000000000.01", "USD", null)]
    public void An_amount_has_no_more_decimals_than_its_currency(string amount, string currency, long? minor) =>
        Assert.Equal(minor, Currencies.ToMinorUnits(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));

    [Theory]
    [InlineData(125_050L, "USD", "1250.50 USD")]
    [InlineData(1250L, "JPY", "1250 JPY")]
    [InlineData(-1L, "EUR", "-0.01 EUR")]
    [InlineData(1_000_000_000_000_000_000L, "CLF", "100000000000000.0000 CLF")]
    public void Minor_units_read_as_the_currency_is_written(long minor, string currency, string text) => Assert.Equal(text, Currencies.Format(minor, currency));

    [Fact]
    public void Codes_are_three_capitals_and_stand_once()
    {
        Assert.All(Currencies.Codes, code => Assert.Matches("^[A-Z]{3}$", code));
        Assert.True(Currencies.IsKnown("USD"));
        Assert.False(Currencies.IsKnown("usd"));
        Assert.False(Currencies.IsKnown("XXX"));
    }
}
