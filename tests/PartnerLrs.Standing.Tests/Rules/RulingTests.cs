using System.Text.Json;
using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>What people say of evidence that does not count by itself.</summary>
public sealed class RulingTests
{
    private static readonly ProgramPolicy Programme = Policy([Course("A")], Certification("CERT", new OneCourse("A"))) with { Evidence = new EvidencePolicy { BackdatingLimit = Period("P90D") } };

    private static Ruling Accepted(int id, string at) => new(Id(id), At(at), true);

    private static Ruling TakenBack(int id, string at) => new(Id(id), At(at), false);

    private static Evidence Untrusted(int id, string at) => Evidence(id, "A", at, authority: "nobody");

    private static string Awarded(EvidenceLedger ledger, string? knownAt = null) =>
        Text(Awards.Of(Learner, Programme, Completions.Of(ledger, Programme, knownAt is null ? null : At(knownAt))));

    [Theory]
    [InlineData("nobody", false, "2025-01-01", "2025-01-01", "Untrusted")]
    [InlineData("academy-lms", true, "2025-01-01", "2025-01-01", "PartnerAttested")]
    [InlineData("academy-lms", false, "2025-01-01", "2025-06-01", "Backdated")]
    [InlineData("nobody", false, "2025-01-01", "2025-06-01", "Untrusted")]
    public void Quarantined_evidence_counts_once_it_is_accepted(string authority, bool bound, string at, string stored, string byItself)
    {
        var evidence = Evidence(1, "A", at, stored, authority: authority, partnerBound: bound);
        var ledger = new EvidenceLedger([evidence], [], [Accepted(1, "2025-07-01")]);
        Assert.Equal(byItself, Completions.JudgeByItself(evidence, ledger, Programme).ToString());
        Assert.Equal(EvidenceVerdict.Counts, Completions.Judge(evidence, ledger, Programme));
        // As of its timestamp, but known only since somebody said so.
        var completion = Assert.Single(Completions.Of(ledger, Programme));
        Assert.Equal((At(at), At("2025-07-01")), (completion.EffectiveAt, completion.KnownAt));
        Assert.Equal("2025-01-01..2026-01-01", Awarded(ledger));
        Assert.Equal("", Awarded(ledger, "2025-06-30"));
        Assert.Equal("2025-01-01..2026-01-01", Awarded(ledger, "2025-07-01"));
    }

    [Fact]
    public void Accepting_does_not_help_what_is_void_shows_nothing_or_is_no_courses()
    {
        var rulings = Enumerable.Range(1, 3).Select(id => Accepted(id, "2025-02-01")).ToList();
        IReadOnlyList<Evidence> evidence = [Untrusted(1, "2025-01-01"), Evidence(2, "A", "2025-01-01", verb: Failed), Evidence(3, "B", "2025-01-01")];
        var ledger = new EvidenceLedger(evidence, [new Voiding(Id(1), At("2025-03-01"))], rulings);
        Assert.Equal(
            [EvidenceVerdict.Void, EvidenceVerdict.ShowsNothing, EvidenceVerdict.Unmatched], evidence.Select(fact => Completions.Judge(fact, ledger, Programme)));
    }

    [Fact]
    public void Evidence_that_counts_by_itself_is_known_since_it_was_stored_whatever_was_said_of_it()
    {
        var ledger = new EvidenceLedger([Evidence(1, "A", "2025-01-01")], [], [Accepted(1, "2025-02-01")]);
        Assert.Equal(At("2025-01-01"), Assert.Single(Completions.Of(ledger, Programme)).KnownAt);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("2025-01-31", "")]
    [InlineData("2025-02-15", "2025-01-01..2026-01-01")]
    [InlineData("2025-03-01", "")]
    [InlineData("2025-04-01", "")]
    public void An_acceptance_that_was_taken_back_stood_until_then(string? knownAt, string expected) =>
        Assert.Equal(expected, Awarded(new EvidenceLedger([Untrusted(1, "2025-01-01")], [], [Accepted(1, "2025-02-01"), TakenBack(1, "2025-03-01")]), knownAt));

    [Fact]
    public void An_award_whose_acceptance_was_taken_back_is_revoked_since_then()
    {
        var ledger = new EvidenceLedger([Untrusted(1, "2025-01-01")], [], [Accepted(1, "2025-02-01"), TakenBack(1, "2025-03-01")]);
        Assert.Equal(At("2025-03-01"), Assert.Single(LearnerAwards.Of(Learner, ledger, Programme)).RevokedAt);
        ledger.Merge([Accepted(1, "2025-04-01")]);
        var award = Assert.Single(LearnerAwards.Of(Learner, ledger, Programme));
        Assert.Null(award.RevokedAt);
        Assert.Equal(At("2025-04-01"), award.Award.KnownAt);
    }

    [Fact]
    public void Of_two_rulings_of_one_instant_the_one_that_does_not_accept_stands_in_either_order()
    {
        foreach (var rulings in new[] { new[] { Accepted(1, "2025-02-01"), TakenBack(1, "2025-02-01") }, [TakenBack(1, "2025-02-01"), Accepted(1, "2025-02-01")] })
            Assert.Null(new EvidenceLedger([Untrusted(1, "2025-01-01")], [], rulings).AcceptedAt(Id(1)));
    }

    [Fact]
    public void Rulings_in_any_order_grouping_and_repetition_come_to_the_same()
    {
        var ruling = Gen.Select(Gen.Int[1, 4], Gen.Int[0, 20], Gen.Bool, (id, day, accepted) => new Ruling(Id(id), At("2025-01-01").AddDays(day), accepted));
        Gen.Select(ruling.Array[0, 12], Gen.Int[0, int.MaxValue], Gen.Int[0, 12]).Sample((rulings, seed, cut) =>
        {
            IReadOnlyList<Evidence> evidence = [.. Enumerable.Range(1, 4).Select(id => Untrusted(id, $"2025-0{id}-01"))];
            var expected = new EvidenceLedger(evidence, [], rulings);
            var shuffled = rulings.Concat(rulings).OrderBy(r => (r.GetHashCode() ^ seed) * 31).ToList();
            var ledger = new EvidenceLedger();
            ledger.Merge(shuffled.Take(cut));
            ledger.Merge(evidence, []);
            ledger.Merge(shuffled.Skip(cut));
            Assert.Equal(expected.Rulings, ledger.Rulings);
            Assert.Equal(Awarded(expected), Awarded(ledger));
            // A snapshot is the same again.
            var again = JsonSerializer.Deserialize<EvidenceLedger>(JsonSerializer.Serialize(ledger))!;
            Assert.Equal((ledger.Rulings.Count, Awarded(ledger)), (again.Rulings.Count, Awarded(again)));
        });
    }

    [Fact]
    public void More_acceptances_never_lose_an_award() =>
        Gen.Select(Gen.Int[1, 6].Array[1, 6], Gen.Int[1, 6]).Sample((accepted, another) =>
        {
            IReadOnlyList<Evidence> evidence = [.. Enumerable.Range(1, 6).Select(id => Untrusted(id, $"2025-{id * 2:00}-01"))];
            EvidenceLedger With(IEnumerable<int> ids) => new(evidence, [], [.. ids.Select(id => Accepted(id, "2026-01-01"))]);
            var (fewer, more) = (Awards.Of(Learner, Programme, Completions.Of(With(accepted), Programme)), Awards.Of(Learner, Programme, Completions.Of(With(accepted.Append(another)), Programme)));
            for (var at = At("2024-12-01"); at < At("2027-06-01"); at = at.AddDays(15))
                Assert.True(!fewer.Any(award => award.Covers(at)) || more.Any(award => award.Covers(at)), Text(at));
        });

    [Fact]
    public void A_snapshot_of_before_there_were_rulings_is_read()
    {
        var ledger = JsonSerializer.Deserialize<EvidenceLedger>("""{"Evidence":[],"Voidings":[]}""")!;
        Assert.Empty(ledger.Rulings);
    }
}
