using PartnerLrs.Partners.Directory;

namespace PartnerLrs.Partners.People;

/// <summary>A row of <c>partners_person_references</c>.</summary>
internal sealed class PersonReference : ExternalReference;
