using System.Runtime.CompilerServices;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>What follows from a policy alone and is asked again and again. Made once for each policy, which never changes.</summary>
internal sealed class PolicyIndex
{
    private static readonly ConditionalWeakTable<ProgramPolicy, PolicyIndex> Known = [];

    private readonly Dictionary<string, Certification> certifications;
    private readonly Dictionary<string, IReadOnlyList<StandIn>> standIns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReleaseTrack> tracks;

    private PolicyIndex(ProgramPolicy policy)
    {
        Policy = policy;
        certifications = policy.Certifications.ToDictionary(certification => certification.Id, StringComparer.Ordinal);
        tracks = policy.Certifications.ToDictionary(certification => certification.Id, certification => ReleaseTrack.Of(policy, certification), StringComparer.Ordinal);
        var replacing = policy.Certifications
            .SelectMany(certification => certification.Supersedes, (certification, superseded) => (certification.Id, superseded))
            .ToLookup(pair => pair.superseded, pair => pair.Id, StringComparer.Ordinal);
        foreach (var certification in policy.Certifications)
            standIns[certification.Id] = StandIn.Of(certification.Id, certifications, replacing);
        Courses = CourseIndex.Of(policy);
        Plan = TierPlan.Of(policy);
    }

    /// <summary>The policy.</summary>
    public ProgramPolicy Policy { get; }

    /// <summary>Its courses by activity.</summary>
    public CourseIndex Courses { get; }

    /// <summary>What its tiers ask for, laid out for counting.</summary>
    public TierPlan Plan { get; }

    /// <summary>The index of a policy.</summary>
    public static PolicyIndex Of(ProgramPolicy policy) => Known.GetValue(policy, static key => new PolicyIndex(key));

    /// <summary>The certifications whose awards count as a certification's, itself first.</summary>
    public IReadOnlyList<StandIn> StandInsOf(string certification) => standIns.GetValueOrDefault(certification, []);

    /// <summary>The releases that matter to a certification.</summary>
    public ReleaseTrack TrackOf(Certification certification) =>
        // Tests judge certifications that no policy lists.
        tracks.GetValueOrDefault(certification.Id) ?? ReleaseTrack.None;

    /// <summary>The certification of an id.</summary>
    public Certification Certification(string id) => certifications[id];
}
