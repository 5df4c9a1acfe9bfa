using System.Text.Json;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class EvidenceLedgerTests
{
    [Fact]
    public void Merging_the_same_again_changes_nothing()
    {
        var ledger = new EvidenceLedger();
        Assert.True(ledger.Merge([Evidence(1, "A", "2025-01-01")], [new Voiding(Id(2), At("2025-01-01"))]));
        Assert.False(ledger.Merge([Evidence(1, "A", "2025-01-01")], [new Voiding(Id(2), At("2025-01-01"))]));
        Assert.False(ledger.Merge([], []));
    }

    [Fact]
    public void Of_two_voidings_of_one_statement_the_one_known_first_stands()
    {
        var ledger = new EvidenceLedger();
        Assert.True(ledger.Merge([], [new Voiding(Id(1), At("2025-02-01"))]));
        Assert.False(ledger.Merge([], [new Voiding(Id(1), At("2025-03-01"))]));
        Assert.True(ledger.Merge([], [new Voiding(Id(1), At("2025-01-01"))]));
        Assert.Equal([new Voiding(Id(1), At("2025-01-01"))], ledger.Voidings);
    }

    [Fact]
    public void Of_two_readings_of_one_statement_the_same_stays_in_either_order()
    {
        var one = Evidence(1, "A", "2025-01-01", authority: "x");
        var other = Evidence(1, "A", "2025-01-01", authority: "y");
        Assert.Equal(new EvidenceLedger([one, other], []).Evidence, new EvidenceLedger([other, one], []).Evidence);
    }

    [Fact]
    public void A_ledger_survives_json()
    {
        var ledger = new EvidenceLedger([Evidence(2, "B", "2025-01-01", scaled: 0.5), Evidence(1, "A", "2025-01-01T10:00:00.123456")], [new Voiding(Id(9), At("2025-01-01"))]);
        var again = JsonSerializer.Deserialize<EvidenceLedger>(JsonSerializer.Serialize(ledger))!;
        Assert.Equal(ledger.Evidence, again.Evidence);
        Assert.Equal(ledger.Voidings, again.Voidings);
        Assert.All(again.Evidence, fact => Assert.Equal(DateTimeKind.Utc, fact.EffectiveAt.Kind));
    }
}
