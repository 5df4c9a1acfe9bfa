namespace PartnerLrs.Conformance.Running;

/// <summary>Marks a check of one requirement, with where it stands. A version without a section does not have the requirement.</summary>
/// <param name="v1">The section of xAPI 1.0.3, e.g. <c>Communication 2.1.3</c>; null when 1.0.3 does not have it.</param>
/// <param name="v2">The section of xAPI 2.0 (IEEE 9274.1.1), e.g. <c>4.1.6.1</c>; null when 2.0 does not have it.</param>
/// <param name="sentence">The requirement.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequirementAttribute(string? v1, string? v2, string sentence) : Attribute
{
    public string? V1 { get; } = v1;

    public string? V2 { get; } = v2;

    public string Sentence { get; } = sentence;

    /// <summary>Whether the standard says "should" rather than "shall".</summary>
    public bool Should { get; init; }
}
