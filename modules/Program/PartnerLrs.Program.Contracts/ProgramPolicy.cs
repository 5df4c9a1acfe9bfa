namespace PartnerLrs.Program.Contracts;

/// <summary>
/// What the vendor defines, as one immutable document: what is taught, what it certifies, and what certified people open
/// for their partner. Read from the policy document, so every reference in it is known to resolve.
/// </summary>
public sealed record ProgramPolicy
{
    /// <summary>The programme's id, the same in every version.</summary>
    public required string Program { get; init; }

    /// <summary>The programme's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The products that certifications speak of.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];

    /// <summary>The courses that certifications are earned by.</summary>
    public IReadOnlyList<Course> Courses { get; init; } = [];

    /// <summary>What a person can be certified for.</summary>
    public IReadOnlyList<Certification> Certifications { get; init; } = [];

    /// <summary>The tiers of partnership, lowest first; a tier needs everything the tiers before it need.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>What the tiers open.</summary>
    public IReadOnlyList<Benefit> Benefits { get; init; } = [];

    /// <summary>When tiers are lost; null when a tier is what its requirements say at each instant, without reviews.</summary>
    public TierPolicy? TierPolicy { get; init; }

    /// <summary>What is suggested to people.</summary>
    public IReadOnlyList<LearningPath> Paths { get; init; } = [];

    /// <summary>How evidence is taken.</summary>
    public EvidencePolicy? Evidence { get; init; }

    /// <summary>How people belong to partners.</summary>
    public AffiliationPolicy? Affiliations { get; init; }

    /// <summary>The course of an id, or null.</summary>
    public Course? FindCourse(string id) => Courses.FirstOrDefault(course => course.Id == id);

    /// <summary>The certification of an id, or null.</summary>
    public Certification? FindCertification(string id) => Certifications.FirstOrDefault(certification => certification.Id == id);

    /// <summary>The benefit whose gate has this id, or null; its <see cref="Benefit.Gate"/> is then not null.</summary>
    public Benefit? FindGatedBenefit(string gate) => Benefits.FirstOrDefault(benefit => benefit.Gate?.Id == gate);

    /// <summary>
    /// The releases that ask recertification of those who hold a certification, by general availability: of its product, of its line
    /// or of all lines when it has a line, and of the kind that its release policy names. None without a release policy.
    /// </summary>
    public IReadOnlyList<Release> ReleasesOf(Certification certification) =>
        certification.ReleasePolicy is not { } policy || Products.FirstOrDefault(product => product.Id == certification.Product) is not { } product ? [] :
        [
            .. product.Releases
                .Where(release => release.Kind == ReleaseKind.Major || policy.On == ReleaseTrigger.Minor)
                .Where(release => release.Line is null || certification.Line is null || release.Line == certification.Line)
                .OrderBy(release => release.GeneralAvailability)
                .ThenBy(release => release.Id, StringComparer.Ordinal),
        ];

    /// <summary>A tier's place in ascending order: 0 for the lowest, -1 for no tier or an unknown one.</summary>
    public int RankOf(string? tier)
    {
        for (var rank = 0; rank < Tiers.Count; rank++)
        {
            if (Tiers[rank].Id == tier)
                return rank;
        }
        return -1;
    }
}
