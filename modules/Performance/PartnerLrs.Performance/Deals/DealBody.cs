using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Performance.Deals;

/// <summary>A deal as it is sent. What is absent leaves what is there; null clears it.</summary>
internal sealed record DealBody(
    Reference External,
    Reference? Partner,
    Given<Reference?> Registrant,
    Given<string> Product,
    Given<(long Minor, string Currency)?> Money,
    DealStatus? Status,
    DateTime? SubmittedAt,
    Given<DateTime?> ApprovedAt,
    Given<DateTime?> ProtectedUntil,
    Given<DateTime?> ClosedAt)
{
    private const int MaximumProduct = 100;

    public static DealBody? Read(ObjectReader row)
    {
        row.Allow("source", "externalId", "partner", "registrant", "product", "amount", "currency", "status", "submittedAt", "approvedAt", "protectedUntil", "closedAt");
        var external = row.External(required: true);
        var partner = row.ReferenceTo("partner", required: false);
        var registrant = Optional(row, "registrant", name => row.ReferenceTo(name, required: false));
        var product = Optional(row, "product", name => row.Text(name, MaximumProduct, required: false));
        var money = ReadMoney(row);
        var status = ReadStatus(row);
        var submittedAt = row.Instant("submittedAt");
        var (approvedAt, protectedUntil, closedAt) = (Optional(row, "approvedAt", row.Instant), Optional(row, "protectedUntil", row.Instant), Optional(row, "closedAt", row.Instant));
        return external is null ? null : new DealBody(external.Value, partner, registrant, product, money, status, submittedAt, approvedAt, protectedUntil, closedAt);
    }

    private static Given<T> Optional<T>(ObjectReader row, string name, Func<string, T?> read) =>
        row.IsNull(name) ? new Given<T>(true, default) : new Given<T>(row.Has(name), read(name));

    private static DealStatus? ReadStatus(ObjectReader row)
    {
        if (row.Text("status", 20, required: false) is not { } name)
            return null;
        if (DealStatusNames.TryParse(name, out var status))
            return status;
        row.Fail("status", "invalid-status", $"status: expected one of {string.Join(", ", DealStatusNames.All)}, found '{Query.Shorten(name)}'.");
        return null;
    }

    private static Given<(long Minor, string Currency)?> ReadMoney(ObjectReader row)
    {
        if (!row.Has("amount") && !row.Has("currency"))
            return default;
        if (row.IsNull("amount") && row.IsNull("currency"))
            return new Given<(long, string)?>(true, null);
        if (!row.Has("amount") || !row.Has("currency") || row.IsNull("amount") || row.IsNull("currency"))
        {
            row.Fail(row.Has("amount") && !row.IsNull("amount") ? "currency" : "amount", "invalid-amount", "amount and currency belong together; expected both, or null for both.");
            return default;
        }

        var (amount, currency) = (row.Amount("amount", Currencies.MaximumAmount), row.Text("currency", 3, required: true));
        if (currency is not null && !Currencies.IsKnown(currency))
        {
            row.Fail("currency", "invalid-currency", $"currency: expected an ISO 4217 code such as USD, found '{currency}'.");
            return default;
        }

        if (amount is null || currency is null)
            return default;
        if (Currencies.ToMinorUnits(amount.Value, currency) is { } minor)
            return new Given<(long, string)?>(true, (minor, currency));
        row.Fail("amount", "invalid-amount", $"amount: {currency} has {Currencies.DecimalsOf(currency)} decimals, found {amount}.");
        return default;
    }
}
