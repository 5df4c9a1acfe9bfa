using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// The releases that ask recertification of a certification's holders, in order (rule 1). They divide what is learned into generations:
/// generation 0 is from before the first of them, generation n knows the first n.
/// </summary>
internal sealed class ReleaseTrack
{
    /// <summary>The track of a certification that releases do not concern.</summary>
    public static readonly ReleaseTrack None = new([], default, new Dictionary<string, DateTime>(), new Dictionary<string, CourseRule>());

    private readonly Release[] releases;
    private readonly CalendarPeriod window;
    private readonly IReadOnlyDictionary<string, DateTime> availability;
    private readonly IReadOnlyDictionary<string, CourseRule> deltas;

    private ReleaseTrack(Release[] releases, CalendarPeriod window, IReadOnlyDictionary<string, DateTime> availability, IReadOnlyDictionary<string, CourseRule> deltas)
    {
        this.releases = releases;
        this.window = window;
        this.availability = availability;
        this.deltas = deltas;
    }

    /// <summary>How many generations there are: one more than releases.</summary>
    public int Generations => releases.Length + 1;

    /// <summary>The releases, by general availability.</summary>
    public IReadOnlyList<Release> Releases => releases;

    /// <summary>The track of a certification.</summary>
    public static ReleaseTrack Of(ProgramPolicy policy, Certification certification) => certification.ReleasePolicy is { } rules
        ? new(
            [.. policy.ReleasesOf(certification)],
            rules.Window,
            policy.Products.SelectMany(product => product.Releases).ToDictionary(release => release.Id, release => release.GeneralAvailability, StringComparer.Ordinal),
            rules.Deltas.ToDictionary(delta => delta.Release, delta => delta.Requires, StringComparer.Ordinal))
        : None;

    /// <summary>
    /// The generation that a completion is of: by the release that its activity teaches where it states one, and by the release that
    /// was current where it does not.
    /// </summary>
    public int GenerationOf(CourseCompletion completion)
    {
        if (releases.Length == 0)
            return 0;
        var about = completion.Release is { } stated && availability.TryGetValue(stated, out var available) ? available : completion.EffectiveAt;
        var generation = 0;
        while (generation < releases.Length && releases[generation].GeneralAvailability <= about)
            generation++;
        return generation;
    }

    /// <summary>The first instant (UTC) at which what was earned in a generation is no longer held: the next release's availability and the window.</summary>
    public DateTime EndOf(int generation) =>
        generation < releases.Length ? window.EndAfter(releases[generation].GeneralAvailability) : Instants.Forever;

    /// <summary>The release that ends a generation, or null for the last.</summary>
    public Release? ReleaseAfter(int generation) => generation < releases.Length ? releases[generation] : null;

    /// <summary>The rule that takes a holder from a generation to the next one without the full path, or null.</summary>
    public CourseRule? DeltaAfter(int generation) => generation < releases.Length ? deltas.GetValueOrDefault(releases[generation].Id) : null;
}
