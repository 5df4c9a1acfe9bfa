using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>An activity that is a course, by its IRI. In JSON the IRI alone, or <c>{"iri": …, "release": …}</c>.</summary>
/// <param name="Iri">The activity's IRI, compared exactly.</param>
/// <param name="Release">
/// The id of the release whose content it teaches; null when it always teaches the release that is current when it is completed.
/// </param>
[JsonConverter(typeof(CourseActivityJsonConverter))]
public sealed record CourseActivity(string Iri, string? Release = null);
