using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Organisations;

/// <summary>With what knowledge a question is answered.</summary>
/// <param name="Evidence">Evidence and voidings that were stored later (UTC) are unseen; null sees all.</param>
/// <param name="Rest">Policy versions, affiliations and waivers that were written later (UTC) are unseen; null sees all.</param>
internal readonly record struct Knowledge(DateTime? Evidence, DateTime? Rest)
{
    /// <summary>All that is known.</summary>
    public static readonly Knowledge All;

    /// <summary>Everything that was known at an instant; null for all that is known.</summary>
    public static Knowledge At(DateTime? instant) => new(instant, instant);

    /// <summary>The policy versions of which it was known that they were published.</summary>
    public IReadOnlyList<PolicyVersion> Of(IReadOnlyList<PolicyVersion> published) =>
        Rest is { } rest ? [.. published.Where(version => version.PublishedAt <= rest)] : published;
}
