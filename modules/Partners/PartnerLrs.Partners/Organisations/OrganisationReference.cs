using PartnerLrs.Partners.Directory;

namespace PartnerLrs.Partners.Organisations;

/// <summary>A row of <c>partners_organisation_references</c>.</summary>
internal sealed class OrganisationReference : ExternalReference;
