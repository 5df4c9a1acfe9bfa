using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Small random programmes with releases and deltas, and histories in which courses teach now this release, now that.</summary>
internal static class RandomReleases
{
    public static readonly Gen<ProgramPolicy> Programme = Gen.Select(
        RandomHistory.Certification,
        RandomHistory.Instant.Array[0, 3],
        Gen.Int[0, 7],
        Gen.Int[0, 2].Select(place => new[] { "P10D", "P1M", "P3D" }[place]),
        Of);

    public static readonly Gen<CourseCompletion[]> Completions = Gen.Select(
        Gen.Int[0, 5].Select(place => "ABCXYZ"[place].ToString()),
        RandomHistory.Instant,
        Gen.Int[0, 7]).Array[0, 9].Select(items => items
            .Select((item, number) => new CourseCompletion(item.Item1, item.Item2, item.Item2, Id(number + 1), item.Item3 < 3 ? $"r{item.Item3}" : null))
            .ToArray());

    private static ProgramPolicy Of(Certification certification, DateTime[] availability, int withDelta, string window)
    {
        var releases = availability.Distinct().Select((at, i) => new Release { Id = $"r{i}", Version = $"{i}", Kind = ReleaseKind.Major, GeneralAvailability = at }).ToList();
        var deltas = releases
            .Where((_, i) => (withDelta & (1 << i)) != 0)
            .Select((release, i) => new ReleaseDelta { Release = release.Id, Requires = i == 0 ? new AllOf([new OneCourse("X"), new OneCourse("Y")]) : new OneCourse("Z") })
            .ToList();
        return Policy(
            [Course("A"), Course("B", 30), Course("C", 90), Course("X", 5), Course("Y", 5), Course("Z", 5)],
            certification with { Product = "p", ReleasePolicy = new ReleasePolicy { On = ReleaseTrigger.Major, Window = Period(window), Deltas = deltas } }) with
        {
            Products = [new Product { Id = "p", Name = "P", Releases = releases }],
        };
    }
}
