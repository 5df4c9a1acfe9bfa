using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class AwardsTests
{
    private static readonly Dictionary<string, CourseRule> Shapes = new()
    {
        ["one"] = new OneCourse("A"),
        ["both"] = new AllOf([new OneCourse("A"), new OneCourse("B")]),
        ["either"] = new AnyOf([new OneCourse("A"), new OneCourse("B")]),
        ["two of three"] = new AtLeast(2, [new OneCourse("A"), new OneCourse("B"), new OneCourse("C")]),
        ["A, or B and C"] = new AnyOf([new OneCourse("A"), new AllOf([new OneCourse("B"), new OneCourse("C")])]),
        ["A and either"] = new AllOf([new OneCourse("A"), new AnyOf([new OneCourse("B"), new OneCourse("C")])]),
    };

    // Validity 12 months, renewal window 60 days. Completions as course@instant.
    public static TheoryData<string, string, string, string> Histories => new()
    {
        { "nothing done", "one", "", "" },
        { "earned once", "one", "A@2025-01-01", "2025-01-01..2026-01-01" },
        { "renewed inside the window: from the old expiry", "one", "A@2025-01-01 A@2025-12-01", "2025-01-01..2027-01-01" },
        { "renewed at the window's first instant", "one", "A@2025-01-01 A@2025-11-02", "2025-01-01..2027-01-01" },
        { "renewed the instant before the window: from then", "one", "A@2025-01-01 A@2025-11-01T23:59:59", "2025-01-01..2026-11-01T23:59:59" },
        { "renewed the last second before expiry", "one", "A@2025-01-01 A@2025-12-31T23:59:59", "2025-01-01..2027-01-01" },
        { "done again at the instant of expiry: unbroken, but from then", "one", "A@2025-01-01 A@2026-01-01", "2025-01-01..2027-01-01" },
        { "done again after expiry", "one", "A@2025-01-01 A@2026-01-02", "2025-01-01..2026-01-01, 2026-01-02..2027-01-02" },
        { "renewed twice in one window counts once", "one", "A@2025-01-01 A@2025-12-01 A@2025-12-02", "2025-01-01..2027-01-01" },
        { "renewed in each window", "one", "A@2025-01-01 A@2025-12-01 A@2026-12-01", "2025-01-01..2028-01-01" },
        { "before the window, then in the first expiry's window", "one", "A@2025-01-01 A@2025-10-01 A@2025-12-01", "2025-01-01..2027-01-01" },
        { "before the window, then in the second expiry's window", "one", "A@2025-01-01 A@2025-10-01 A@2026-09-01", "2025-01-01..2027-10-01" },
        { "on a leap day", "one", "A@2024-02-29", "2024-02-29..2025-02-28" },
        { "leap day renewed", "one", "A@2024-02-29 A@2025-02-01", "2024-02-29..2026-02-28" },
        { "in the future: starts then", "one", "A@2999-01-01", "2999-01-01..3000-01-01" },
        { "at the end of the calendar: never expires", "one", "A@9999-12-31", "9999-12-31.." },
        { "at the beginning of the calendar", "one", "A@0001-01-02", "0001-01-02..0002-01-02" },
        { "half of the path", "both", "A@2025-01-01", "" },
        { "the whole path: from its last course", "both", "A@2025-01-01 B@2025-03-01", "2025-03-01..2026-03-01" },
        { "a path longer than the validity", "both", "A@2025-01-01 B@2026-01-01", "" },
        { "a path just within the validity", "both", "A@2025-01-01 B@2025-12-31T23:59:59", "2025-12-31T23:59:59..2026-12-31T23:59:59" },
        { "half of the path in the window renews nothing", "both", "A@2025-01-01 B@2025-01-01 A@2025-12-01", "2025-01-01..2026-12-01" },
        { "the full path in the window", "both", "A@2025-01-01 B@2025-01-02 A@2025-12-10 B@2025-12-11", "2025-01-02..2027-01-02" },
        { "the full path, begun before the window", "both", "A@2025-01-01 B@2025-01-02 A@2025-06-01 B@2025-12-11", "2025-01-02..2027-01-02" },
        { "after expiry, half of the path is not enough", "both", "A@2025-01-01 B@2025-01-01 A@2026-02-01", "2025-01-01..2026-01-01" },
        { "after expiry, the full path", "both", "A@2025-01-01 B@2025-01-01 A@2026-02-01 B@2026-03-01", "2025-01-01..2026-01-01, 2026-03-01..2027-03-01" },
        { "either will do", "either", "B@2025-01-01", "2025-01-01..2026-01-01" },
        { "the other one renews", "either", "B@2025-01-01 A@2025-12-01", "2025-01-01..2027-01-01" },
        { "one of three", "two of three", "C@2025-01-01", "" },
        { "the same one twice is one", "two of three", "C@2025-01-01 C@2025-02-01", "" },
        { "two of three", "two of three", "C@2025-01-01 A@2025-02-01", "2025-02-01..2026-02-01" },
        { "the third does not renew with an old second", "two of three", "C@2025-01-01 A@2025-02-01 B@2026-01-15", "2025-02-01..2027-01-15" },
        { "half of an alternative prolongs nothing", "A, or B and C", "A@2025-01-01 B@2025-06-01", "2025-01-01..2026-01-01" },
        { "the other half then does", "A, or B and C", "A@2025-01-01 B@2025-06-01 C@2025-07-01", "2025-01-01..2026-07-01" },
        { "a shorter way meanwhile does not spoil the longer", "A, or B and C", "B@2025-06-01 A@2025-06-20 C@2025-07-01", "2025-06-20..2026-07-01" },
        { "nested", "A and either", "C@2025-01-01 A@2025-02-01", "2025-02-01..2026-02-01" },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void A_history_earns(string history, string shape, string completions, string awards)
    {
        Assert.NotEmpty(history);
        var given = completions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((text, number) => Completion(number, text[..text.IndexOf('@')], text[(text.IndexOf('@') + 1)..]))
            .ToList();
        Assert.Equal(awards, Text(Awards.Of(Learner, Certification("CERT", Shapes[shape]), given)));
    }

    [Fact]
    public void Without_validity_an_award_never_expires()
    {
        var certification = Certification("CERT", Shapes["both"], validity: null, window: null);
        var award = Assert.Single(Awards.Of(Learner, certification, [Completion(1, "A", "2015-01-01"), Completion(2, "B", "2025-01-01"), Completion(3, "B", "2026-01-01")]));
        Assert.Equal("2025-01-01..", Text([award]));
        Assert.Empty(award.RenewedAt);
    }

    [Fact]
    public void Without_a_renewal_window_a_new_period_starts_when_it_is_earned()
    {
        var certification = Certification("CERT", Shapes["one"], window: null);
        var awards = Awards.Of(Learner, certification, [Completion(1, "A", "2025-01-01"), Completion(2, "A", "2025-12-01")]);
        Assert.Equal("2025-01-01..2026-12-01", Text(awards));
    }

    [Fact]
    public void An_award_tells_what_earned_and_renewed_it()
    {
        CourseCompletion[] completions =
        [
            Completion(1, "A", "2025-01-01"), Completion(2, "B", "2025-02-01") with { KnownAt = At("2025-05-01") },
            Completion(3, "A", "2025-03-01"), Completion(4, "A", "2025-12-20"), Completion(5, "B", "2025-12-21"),
        ];
        var award = Assert.Single(Awards.Of(Learner, Certification("CERT", Shapes["both"]), completions));
        Assert.Equal(At("2025-02-01"), award.EarnedAt);
        Assert.Equal(At("2025-05-01"), award.KnownAt);
        Assert.Equal(At("2027-02-01"), award.ExpiresAt);
        // The first again moved the expiry by a month (with the B of February), the full path again by the rest of the year.
        Assert.Equal([At("2025-03-01"), At("2025-12-20"), At("2025-12-21")], award.RenewedAt);
        Assert.Equal([Id(1), Id(2), Id(3), Id(4), Id(5)], award.Evidence);
    }

    [Fact]
    public void The_same_act_under_new_ids_earns_one_award_and_the_one_known_first_stands_for_it()
    {
        var late = Completion(1, "A", "2025-01-01") with { KnownAt = At("2025-02-01") };
        var early = Completion(2, "A", "2025-01-01");
        var award = Assert.Single(Awards.Of(Learner, Certification("CERT", Shapes["one"]), [late, early]));
        Assert.Equal([Id(2)], award.Evidence);
        Assert.Equal(At("2025-01-01"), award.KnownAt);
    }

    [Fact]
    public void A_month_end_never_turns_a_newer_completion_against_its_owner()
    {
        // 29 January 23:00 and 30 January 01:00, a month on, are 28 February 23:00 and 28 February 01:00.
        var certification = Certification("CERT", Shapes["both"], validity: "P1M", window: null);
        CourseCompletion[] completions = [Completion(1, "A", "2025-01-29T23:00:00"), Completion(2, "B", "2025-02-28T12:00:00")];
        var before = Awards.Of(Learner, certification, completions);
        var after = Awards.Of(Learner, certification, [.. completions, Completion(3, "A", "2025-01-30T01:00:00")]);
        Assert.Equal("2025-02-28T12:00:00..2025-03-28T12:00:00", Text(before));
        Assert.Equal(Text(before), Text(after));
    }

    [Fact]
    public void An_award_id_follows_from_who_earned_what_when()
    {
        var id = AwardId.For("person-1", "SLS-200", At("2025-01-01"));
        Assert.Equal(id, AwardId.For("person-1", "SLS-200", At("2025-01-01")));
        Assert.Equal("d", Guid.Parse(id).ToString("D") == id ? "d" : "other");
        Assert.Equal('8', id[14]);
        Assert.NotEqual(id, AwardId.For("person-2", "SLS-200", At("2025-01-01")));
        Assert.NotEqual(id, AwardId.For("person-1", "SLS-201", At("2025-01-01")));
        Assert.NotEqual(id, AwardId.For("person-1", "SLS-200", At("2025-01-01").AddMicroseconds(1)));
    }
}
