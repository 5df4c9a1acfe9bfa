using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Organisations;

/// <summary>A partner as it is sent. What is absent leaves what is there.</summary>
internal sealed record PartnerBody(Reference? External, string Name, string? Status, Given<Reference?> Parent)
{
    public const int MaximumName = 200;

    public static PartnerBody? Read(ObjectReader row)
    {
        row.Allow("source", "externalId", "name", "status", "parent");
        var external = row.External();
        var name = row.Name(MaximumName);
        var status = row.Text("status", 20, required: false);
        if (status is not (null or Organisation.Active or Organisation.Inactive))
            row.Fail("status", "invalid-status", $"status: expected {Organisation.Active} or {Organisation.Inactive}.");
        var parent = row.IsNull("parent") ? new Given<Reference?>(true, null) : new Given<Reference?>(row.Has("parent"), row.ReferenceTo("parent", required: false));
        return name is null ? null : new PartnerBody(external, name, status, parent);
    }
}
