using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>A small partner programme with tiers and gates, and random partners in it.</summary>
internal static class Partnership
{
    public static readonly ProgramPolicy Policy = Given.Policy(
        [Course("ovw", 30), Course("sls", 90), Course("se", 300), Course("exam", 60), Course("se-y", 400)],
        Certification("OVW", new OneCourse("ovw")),
        Certification("SLS", new OneCourse("sls")),
        Certification("SE-X", new AllOf([new OneCourse("se"), new OneCourse("exam")])),
        Certification("SE-Y", new OneCourse("se-y"))) with
    {
        Tiers =
        [
            new Tier { Id = "registered", Name = "Registered", Requires = [Require(1, "OVW")] },
            new Tier { Id = "silver", Name = "Silver", Requires = [Require(2, "OVW"), Require(1, "SLS"), Require(1, "SE-X", "SE-Y")] },
            new Tier { Id = "gold", Name = "Gold", Requires = [Require(3, "SLS")] },
        ],
        Benefits =
        [
            new Benefit { Id = "portal", Name = "Portal", Tier = "registered" },
            new Benefit
            {
                Id = "registration",
                Name = "Deal registration",
                Tier = "silver",
                Gate = new Gate { Id = "deals", Limits = [new GateLimit { Tier = "silver", Amount = 50000, Currency = "USD" }] },
            },
            new Benefit { Id = "funds", Name = "Funds", Tier = "gold", Gate = new Gate { Id = "mdf", Mode = GateMode.Warn } },
        ],
    };

    public static readonly PolicyVersion Version = new(1, Policy, At("2024-01-01"), At("2024-01-01"));

    private static readonly DateTime Start = At("2025-01-01");

    public static readonly Gen<DateTime> Instant = Gen.Int[0, 400].Select(day => Start.AddDays(day));

    private static readonly Gen<Interval> Span = Gen.Select(Instant, Gen.Int[0, 200], (from, days) => new Interval(from, days < 20 ? Instants.Forever : from.AddDays(days)));

    public static readonly Gen<PersonFacts> AnyPerson = Gen.Select(
        Span.Array[0, 2],
        Gen.Select(Gen.Int[0, 3].Select(place => Policy.Certifications[place].Id), Span).Array[0, 5],
        Gen.Select(Gen.Int[0, 4].Select(place => Policy.Courses[place].Id), Instant).Array[0, 3],
        (memberships, awards, completions) => new PersonFacts(
            "",
            null,
            [.. memberships.Select(span => new MembershipFacts([], span.From, Instants.EndOrNull(span.Until)))],
            [.. awards.Select(award => new AwardPeriod("", award.Item1, award.Item2.From, Instants.EndOrNull(award.Item2.Until), award.Item2.From, [], []))],
            [.. completions.Select((done, number) => new CourseCompletion(done.Item1, done.Item2, done.Item2, Id(number)))]));

    public static readonly Gen<PartnerFacts> AnyPartner =
        AnyPerson.Array[0, 8].Select(people => new PartnerFacts("partner-1", true, [.. people.Select((person, number) => person with { PersonId = $"p{number}" })]));

    private static TierRequirement Require(int count, params string[] certifications) => new HoldersRequirement { Certifications = certifications, Count = count };
}
