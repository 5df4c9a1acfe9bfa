using PartnerLrs.Kernel;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Waivers;

/// <summary>A waiver as it is sent.</summary>
internal sealed record WaiverBody(Reference Partner, string Gate, string? Product, Money? Maximum, string Reason, DateTime From, DateTime Until)
{
    private const int MaximumGate = 100;
    private const int MaximumReason = 1000;

    /// <summary>Reads it; what is wrong goes into the reader's errors.</summary>
    public static WaiverBody? Read(ObjectReader body, DateTime now)
    {
        body.Allow("partner", "gate", "product", "maximum", "reason", "from", "until");
        var (partner, gate, reason) = (body.ReferenceTo("partner", required: true), body.Text("gate", MaximumGate, required: true), body.Text("reason", MaximumReason, required: true));
        var product = body.Text("product", GateInput.MaximumProduct, required: false);
        var maximum = body.Has("maximum") ? ReadMaximum(body) : null;
        var (from, until) = (body.Instant("from"), body.Instant("until"));
        if (until is null)
        {
            if (!body.Has("until"))
                body.Fail("until", "missing-property", "until: every waiver ends; say when.");
            return null;
        }

        var begins = from ?? now;
        if (until <= begins)
            body.Fail("until", "invalid-period", $"until: expected an instant after {Timestamps.ToRfc3339(begins)}, when the waiver begins.");
        else if (until <= now)
            body.Fail("until", "invalid-period", "until: expected an instant that is still to come.");
        else if (until > begins.AddYears(1))
            body.Fail("until", "invalid-period", $"until: a waiver lasts a year at the most, here until {Timestamps.ToRfc3339(begins.AddYears(1))}.");
        return partner is null || gate is null || reason is null ? null : new WaiverBody(partner.Value, gate, product, maximum, reason, begins, until.Value);
    }

    private static Money? ReadMaximum(ObjectReader body)
    {
        if (body.Object("maximum") is not { } maximum)
            return null;
        maximum.Allow("amount", "currency");
        foreach (var name in (ReadOnlySpan<string>)["amount", "currency"])
        {
            if (!maximum.Has(name))
                maximum.Fail(name, "missing-property", $"{name}: the property is missing.");
        }

        var (amount, currency) = (maximum.Amount("amount", Currencies.MaximumAmount), maximum.Text("currency", 3, required: false));
        if (currency is not null && !Currencies.IsKnown(currency))
        {
            maximum.Fail("currency", "invalid-currency", $"currency: expected an ISO 4217 code such as USD, found '{currency}'.");
            return null;
        }

        if (amount is null || currency is null)
            return null;
        if (Currencies.ToMinorUnits(amount.Value, currency) is null)
            maximum.Fail("amount", "invalid-amount", $"amount: {currency} has {Currencies.DecimalsOf(currency)} decimals, found {amount}.");
        return new Money(amount.Value, currency);
    }
}
