using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Merges;

/// <summary>A merge as it is sent.</summary>
internal sealed record MergeBody(Reference Into, string Reason)
{
    /// <summary>The longest reason.</summary>
    public const int MaximumReason = 1000;

    public static MergeBody? Read(ObjectReader body)
    {
        body.Allow("into", "reason");
        var (into, reason) = (body.ReferenceTo("into", required: true), body.Text("reason", MaximumReason, required: true));
        return into is null || reason is null ? null : new MergeBody(into.Value, reason);
    }
}
