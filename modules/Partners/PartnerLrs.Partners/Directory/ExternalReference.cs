using PartnerLrs.Platform.References;
namespace PartnerLrs.Partners.Directory;

/// <summary>What another system calls an organisation or a person.</summary>
internal abstract class ExternalReference
{
    public required string System { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>The organisation or person.</summary>
    public required string OwnerId { get; init; }

    /// <summary>0 for the one that is shown.</summary>
    public required int Position { get; init; }

    public Reference ToReference() => Reference.External(System, ExternalId);
}
