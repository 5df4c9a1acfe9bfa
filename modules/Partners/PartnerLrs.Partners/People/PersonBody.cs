using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.People;

/// <summary>A person as sent. Identifiers that are absent leave those that are there.</summary>
internal sealed record PersonBody(Reference? External, string Name, IReadOnlyList<AgentIdentifier>? Identifiers)
{
    public const int MaximumName = 200;
    public const int MaximumIdentifiers = 50;

    public static PersonBody? Read(ObjectReader row)
    {
        row.Allow("source", "externalId", "name", "identifiers");
        var external = row.External();
        var name = row.Name(MaximumName);
        var elements = row.List("identifiers", 0, MaximumIdentifiers, required: false);
        var identifiers = elements?.Select((element, i) => row.Element("identifiers", i, element) is { } reader ? IdentifierBody.Read(reader) : null).ToList();
        return name is null || identifiers?.Contains(null) == true ? null : new PersonBody(external, name, identifiers?.ConvertAll(identifier => identifier!));
    }
}
