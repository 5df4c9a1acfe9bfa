using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 3: distinct people, one place per group, found by maximum matching, within the sharing limits; tiers are running totals.</summary>
public sealed class MatchingTests
{
    // People as what they hold, e.g. "S SE E" is three people; requirements as certification and count, all of one group.
    public static TheoryData<string, string, int, string> Cases => new()
    {
        { "S", "S1", 1, "1" },
        { "S S", "S1", 1, "1" },
        { "", "S1", 1, "0" },
        { "SE", "S1 E1", 1, "1 0" },
        { "SE E", "S1 E1", 1, "1 1" },
        { "SE S", "S1 E1", 1, "1 1" },
        { "E SE", "S1 E1", 1, "1 1" },
        { "SE SU EU", "S1 E1 U1", 1, "1 1 1" },
        { "SE SE U", "U1 S1 E1", 1, "1 1 1" },
        { "SEU SE S", "U1 E1 S1", 1, "1 1 1" },
        { "S SE SEU", "S1 E1 U1", 1, "1 1 1" },
        { "SE", "S1 E1", 2, "1 1" },
        { "SEU", "S1 E1 U1", 2, "1 1 0" },
        { "SE", "S2 E1", 3, "1 1" },
        { "SE SE", "S2 E2", 2, "2 2" },
        { "SE SE SE", "S2 E2", 1, "2 1" },
        { "SE SE SE S", "S2 E2", 1, "2 2" },
    };

    private static readonly Dictionary<char, string> Names = new() { ['S'] = "SLS", ['E'] = "SE", ['U'] = "SUP", ['A'] = "SE-A", ['B'] = "SE-B" };

    private static ProgramPolicy Programme(int perPerson, params Tier[] tiers) => Policy(
        [Course("x")], [.. Names.Values.Select(id => Certification(id, new OneCourse("x")))]) with
    {
        Tiers = tiers,
        TierPolicy = new TierPolicy { Sharing = [new SharingLimit { Group = "g", PerPerson = perPerson }] },
    };

    private static PersonFacts[] People(string holdings) =>
    [
        .. holdings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((held, i) =>
            Person($"p{i}", "2020-01-01", null, [.. held.Select(letter => Award($"p{i}", Names[letter], "2025-01-01", null))])),
    ];

    private static HoldersRequirement InGroup(string requirement) =>
        Need(int.Parse(requirement[1..], System.Globalization.CultureInfo.InvariantCulture), Names[requirement[0]], group: "g");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Places_are_filled_as_far_as_they_can_be(string people, string requirements, int perPerson, string filled)
    {
        var policy = Programme(perPerson, Tier("t", [.. requirements.Split(' ').Select(InGroup)]));
        var standing = Tiers.Evaluate(policy, Partner(People(people)), At("2025-06-01"));
        Assert.Equal(filled, string.Join(' ', standing.Requirements.Select(requirement => requirement.Have)));
        Assert.All(standing.Requirements, requirement => Assert.Equal((int)requirement.Have, requirement.Holders.Distinct().Count()));
        Assert.All(
            standing.Requirements.SelectMany(requirement => requirement.Holders).GroupBy(holder => holder.Person.PersonId),
            places => Assert.True(places.Count() <= perPerson, places.Key));
    }

    [Fact]
    public void Without_a_group_one_person_counts_everywhere()
    {
        var policy = Programme(1, Tier("t", Need(1, "SLS"), Need(1, "SE"), Need(1, "SUP")));
        Assert.Equal("t", Tiers.Evaluate(policy, Partner(People("SEU")), At("2025-06-01")).Tier);
    }

    [Fact]
    public void Groups_do_not_share()
    {
        var policy = Programme(1, Tier("t", Need(1, "SLS", group: "g"), Need(1, "SE", group: "h")));
        Assert.Equal("t", Tiers.Evaluate(policy, Partner(People("SE")), At("2025-06-01")).Tier);
    }

    [Theory]
    [InlineData("S", "low")]
    [InlineData("S S", "low")]
    [InlineData("S S S", "high")]
    public void A_higher_tiers_same_requirement_replaces_the_lower_count(string people, string tier)
    {
        var policy = Programme(1, Tier("low", InGroup("S1")), Tier("high", InGroup("S3")));
        Assert.Equal(tier, Tiers.Evaluate(policy, Partner(People(people)), At("2025-06-01")).Tier);
    }

    [Theory]
    [InlineData("A", "low")]
    [InlineData("AB", "low")]
    [InlineData("A B", "high")]
    public void A_higher_tiers_narrower_requirements_take_the_place_of_a_wider_one(string people, string tier)
    {
        // Silver: one engineer of any line. Gold: one of each: two people, not three.
        var policy = Programme(1, Tier("low", Need(1, "SE-A|SE-B", group: "g")), Tier("high", InGroup("A1"), InGroup("B1")));
        Assert.Equal(tier, Tiers.Evaluate(policy, Partner(People(people)), At("2025-06-01")).Tier);
    }

    [Theory]
    [InlineData("SE", "low")]
    [InlineData("SE S", "high")]
    [InlineData("SE E", "high")]
    public void What_only_a_lower_tier_asks_for_keeps_its_people(string people, string tier)
    {
        var policy = Programme(1, Tier("low", InGroup("S1")), Tier("high", InGroup("E1")));
        Assert.Equal(tier, Tiers.Evaluate(policy, Partner(People(people)), At("2025-06-01")).Tier);
    }

    [Fact]
    public void A_person_without_the_role_fills_no_place()
    {
        var policy = Programme(1, Tier("t", Need(1, "SLS", role: "sales")));
        var (seller, engineer) = (People("S")[0].InRole("sales", "support"), People("S")[0].InRole("presales"));
        Assert.Equal("t", Tiers.Evaluate(policy, Partner(seller), At("2025-06-01")).Tier);
        Assert.Null(Tiers.Evaluate(policy, Partner(engineer), At("2025-06-01")).Tier);
        Assert.Equal("SLS (sales) ≥ 1", policy.Tiers[0].Requires[0].Label);
    }

    [Fact]
    public void As_many_places_are_filled_as_any_way_of_filling_them_fills() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 15].Array[0, 6], Gen.Int[1, 2].Array[1, 4]).Sample((perPerson, people, needs) =>
        {
            var slots = needs.Select((need, i) => new GroupSlots(i, Need(need, "X", group: "g"), need, true)).ToList();
            var matching = Matching.Of(slots, perPerson, [.. people.Select(counts => ((ulong)counts, 1))]);
            Assert.Equal(Best(needs.SelectMany((need, slot) => Enumerable.Repeat(slot, need)).ToList(), people, perPerson, new int[people.Length], new HashSet<(int, int)>()), matching.Filled.Sum());
            // People who are alike may be counted together.
            var alike = people.GroupBy(counts => counts).Select(group => ((ulong)group.Key, group.Count())).ToList();
            Assert.Equal(matching.Filled, Matching.Of(slots, perPerson, alike).Filled);
        }, iter: 2000);

    // Every way: each place empty, or with anybody who may still fill it.
    private static int Best(List<int> places, int[] people, int perPerson, int[] load, HashSet<(int, int)> taken)
    {
        if (places.Count == 0)
            return 0;
        var (slot, rest) = (places[0], places[1..]);
        var best = Best(rest, people, perPerson, load, taken);
        for (var person = 0; person < people.Length && best < places.Count; person++)
        {
            if ((people[person] & (1 << slot)) == 0 || load[person] == perPerson || !taken.Add((person, slot)))
                continue;
            load[person]++;
            best = Math.Max(best, 1 + Best(rest, people, perPerson, load, taken));
            load[person]--;
            taken.Remove((person, slot));
        }
        return best;
    }
}
