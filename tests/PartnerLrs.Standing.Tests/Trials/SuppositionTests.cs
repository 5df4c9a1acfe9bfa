using CsCheck;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Standing.Trials;
using PartnerLrs.Standing.Trials.Backtest;
using PartnerLrs.Standing.Trials.Impact;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Trials;

/// <summary>How a partner would stand under versions that are not there, or not yet.</summary>
public sealed class SuppositionTests
{
    private static readonly ProgramPolicy One = Ruled(1);

    private static readonly Gen<(int Day, int Later, string Person, bool Voided)> Passing =
        Gen.Select(Gen.Int[0, 700], Gen.Int[0, 60], Gen.OneOf(Gen.Const("ada"), Gen.Const("bruno"), Gen.Const("carla")), Gen.Bool, (day, later, person, voided) => (day, later, person, voided));

    [Fact]
    public void Knowledge_that_makes_no_difference_is_told_apart_from_knowledge_that_does()
    {
        IReadOnlyList<PolicyVersion> versions = [new(1, One, Day(0), Day(0)), new(2, Ruled(2), Day(300), Day(200))];
        Gen.Select(Passing.Array[0, 12], Gen.Int[0, 800].Array[1, 6], Gen.Int[0, 800].Array[1, 6]).Sample((passes, known, asked) =>
        {
            var memory = Memory(passes);
            var supposition = new Supposition(memory, versions);
            foreach (var (knownAt, asOf) in known.SelectMany(_ => asked, (knownAt, asOf) => (Day(knownAt), Day(asOf))))
            {
                var knowledge = Knowledge.At(knownAt);
                var straight = Standing.Rules.Gates.Evaluate(StandingTimeline.Of(knowledge.Of(versions), memory.With(knowledge)), "deals", asOf);
                var judged = supposition.Judge(new GateQuestion("deals", asOf, null, null, false, KnownAt: knownAt), asOf, knowledge);
                if ((straight?.Outcome.Decision, straight?.PolicyNumber, straight?.Outcome.Tier) != (judged?.Allowed, judged?.PolicyVersion, judged?.Tier))
                    return false;
            }

            return true;
        });
    }

    [Fact]
    public void The_only_policy_there_ever_was_answers_again_as_it_answered()
    {
        IReadOnlyList<PolicyVersion> versions = [new(1, One with { TierPolicy = new TierPolicy() }, Day(100), Day(100))];
        Gen.Select(Passing.Array[0, 12], Gen.Int[100, 800].Array[1, 10]).Sample((passes, asked) =>
        {
            var memory = Memory(passes);
            var (then, replay) = (new Supposition(memory, versions), new Replay(memory, versions, versions[0].Policy, Day(0)));
            return asked.All(day =>
            {
                var question = new GateQuestion("deals", Day(day), null, null, false);
                var given = then.Judge(question, Day(day), Knowledge.At(Day(day)))!;
                return replay.Decision(given.Allowed, 1, question, new Decisions.DecisionTimes(Day(day), Day(day), null)) is { } again && again.Before.Allowed == again.After!.Allowed;
            });
        });
    }

    [Fact]
    public void A_policy_that_ruled_all_the_window_answers_again_as_it_answered_whatever_ruled_before()
    {
        var reviews = new TierPolicy { Anchor = Day(0), Review = Period("P90D"), Remediation = Period("P60D") };
        IReadOnlyList<PolicyVersion> versions = [new(1, One with { TierPolicy = reviews }, Day(0), Day(0)), new(2, Ruled(2) with { TierPolicy = reviews }, Day(300), Day(290)), new(3, Ruled(3), Day(900), Day(290))];
        var carried = 0;
        Gen.Select(Passing.Array[0, 12], Gen.Int[320, 800].Array[1, 10]).Sample((passes, asked) =>
        {
            var memory = Memory(passes);
            var (then, replay) = (new Supposition(memory, versions), new Replay(memory, versions, versions[1].Policy, Day(320)));
            return asked.All(day =>
            {
                var question = new GateQuestion("deals", Day(day), null, null, false);
                var given = then.Judge(question, Day(day), Knowledge.At(Day(day)))!;
                if (given.Allowed && given.Tier is not null && Tiers.Evaluate(versions[1].Policy, memory.Under(versions[1]), Day(day)).Tier is null)
                    Interlocked.Increment(ref carried);
                return replay.Decision(given.Allowed, 2, question, new Decisions.DecisionTimes(Day(day), Day(day), null)) is { } again && again.Before.Allowed == again.After!.Allowed
                    && replay.Deal(question, Day(day)) is { Before: { } before, After: { } after } && before.Allowed == after.Allowed;
            });
        });
        Assert.True(carried > 10, $"Only {carried} tiers were held from before.");
    }

    [Fact]
    public void Evidence_that_was_on_its_way_when_a_decision_was_made_is_left_out_when_only_that_explains_it()
    {
        IReadOnlyList<PolicyVersion> versions = [new(1, One, Day(0), Day(0))];
        var replay = new Replay(Memory((10, 0, "ada", false)), versions, One, Day(0));
        var question = new GateQuestion("deals", Day(10), null, null, false);
        var times = new Decisions.DecisionTimes(Day(10), Day(10), Day(10).AddSeconds(-1));
        Assert.Equal((false, false), Answers(false) is var (before, after) ? (before.Allowed, after!.Allowed) : default);
        Assert.Equal((true, true), Answers(true) is var (was, becomes) ? (was.Allowed, becomes!.Allowed) : default);
        // Had everything been there before, nothing explains a denial.
        Assert.Null(new Replay(Memory((9, 0, "ada", false)), versions, One, Day(0)).Decision(false, 1, question, times));

        (Verdict Before, Verdict? After) Answers(bool allowed) => replay.Decision(allowed, 1, question, times)!.Value;
    }

    [Theory]
    [InlineData(GateFailMode.Closed, 61, false, "STALE_DATA")]
    [InlineData(GateFailMode.Closed, 60, true, "")]
    [InlineData(GateFailMode.Answer, 61, true, "")]
    [InlineData(GateFailMode.Open, 61, true, "")]
    public void What_a_gate_declares_for_knowledge_that_is_too_old_goes_by_when_it_was_asked(GateFailMode mode, int seconds, bool allowed, string denial)
    {
        var declaring = One with { Benefits = [Gated("deals", "t", new Gate { Id = "deals", FailMode = mode, StaleAfter = TimeSpan.FromMinutes(1) })] };
        var (memory, asked) = (Memory((5, 0, "ada", false)), Day(10));
        var times = new Decisions.DecisionTimes(asked, asked, asked.AddSeconds(-seconds));
        var (before, after) = new Replay(memory, [new(1, One, Day(0), Day(0))], declaring, Day(0)).Decision(true, 1, new GateQuestion("deals", null, null, null, false), times)!.Value;
        Assert.Equal((true, allowed, denial), (before.Allowed, after!.Allowed, string.Join(' ', after.Denials)));
        // Whoever asks for the knowledge of an instant gets it, however old.
        Assert.True(new Replay(memory, [new(1, One, Day(0), Day(0))], declaring, Day(0)).Decision(true, 1, new GateQuestion("deals", null, null, null, false, KnownAt: asked), times)!.Value.After!.Allowed);
    }

    [Theory]
    [InlineData("asks for two", "loses", "t→", "deals:True→False CERT_COUNT_SHORT", "")]
    [InlineData("asks for none", "unchanged", "t→t", "", "")]
    [InlineData("asks for two, with reviews", "later", "t→t", "", "30: t→ deals:True→False CERT_COUNT_SHORT")]
    [InlineData("renames the tier", "mixed", "t→u", "", "")]
    [InlineData("drops the gate", "loses", "t→t", "deals:True→", "")]
    [InlineData("shortens what is valid", "later", "t→t", "", "51: t→ deals:True→False CERT_COUNT_SHORT")]
    [InlineData("another gate for the tier", "gains", "t→t", "more:→True", "")]
    [InlineData("another gate that nobody passes", "unchanged", "t→t", "", "")]
    public void What_a_partner_gains_and_loses_follows_from_both_policies(string draft, string change, string tiers, string gates, string later)
    {
        var policy = draft switch
        {
            "asks for two" => Ruled(2),
            "asks for none" => One with { Tiers = [Tier("t")] },
            "asks for two, with reviews" => Ruled(2) with { TierPolicy = new TierPolicy { Anchor = Day(150), Review = Period("P30D"), Remediation = Period("P10D") } },
            "renames the tier" => One with { Tiers = [Tier("u", Need(1, "SLS"))], Benefits = [Gated("deals", "u")] },
            "drops the gate" => One with { Benefits = [] },
            "shortens what is valid" => One with { Certifications = [Certification("SLS", new OneCourse("sls"), "P161D")] },
            "another gate for the tier" => One with { Benefits = [.. One.Benefits, Gated("more", "t")] },
            "another gate that nobody passes" => One with { Tiers = [.. One.Tiers, Tier("high", Need(9, "SLS"))], Benefits = [.. One.Benefits, Gated("more", "high")] },
            _ => throw new ArgumentException(draft, nameof(draft)),
        };
        var comparison = new ImpactComparison(Memory((10, 0, "ada", false)), [new(1, One, Day(0), Day(0))], new PolicyVersion(2, policy, Day(120), Day(119)), Day(120 + 90));
        var impact = comparison.Of("partner-1", null, "Partner");
        Assert.Equal((change, tiers), (impact?.Change ?? "unchanged", $"{comparison.Tiers.Before}→{comparison.Tiers.After}"));
        Assert.Equal((gates, later), (
            string.Join(' ', impact?.Gates.Select(Text) ?? []),
            string.Join("; ", impact?.Later.Select(item => $"{(item.On - Day(120)).Days}: {item.TierBefore}→{item.TierAfter} {string.Join(' ', item.Gates.Select(Text))}") ?? [])));

        static string Text(GateImpact gate) => $"{gate.Gate}:{gate.Before}→{gate.After} {string.Join(' ', gate.Reasons)}".Trim();
    }

    private static ProgramPolicy Ruled(int count) => Given.Policy([Course("sls")], Certification("SLS", new OneCourse("sls"))) with
    {
        Tiers = [Tier("t", Need(count, "SLS"))],
        Benefits = [Gated("deals", "t")],
    };

    private static DateTime Day(int day) => At("2024-01-01").AddDays(day);

    /// <summary>Three people who belong to the partner from the start, and what they passed, learned of some days later and voided a month after that.</summary>
    private static PartnerMemory Memory(params (int Day, int Later, string Person, bool Voided)[] passes)
    {
        var memory = new PartnerMemory("partner-1");
        string[] people = ["ada", "bruno", "carla"];
        memory.Replace(
            new PartnerRecord("partner-1", "Partner", true, null),
            [.. people.Select(person => new AffiliationRecord(person, person, "partner-1", [], Day(0), null, true, Day(person == "carla" ? 50 : 0)))],
            new Dictionary<string, string>());
        var all = passes.Select((pass, i) => (pass.Person, Evidence: Evidence(i + 1, "sls", Day(pass.Day).ToString("s"), Day(pass.Day + pass.Later).ToString("s")), pass.Voided)).ToList();
        foreach (var person in people)
        {
            var own = all.FindAll(pass => pass.Person == person);
            memory.Take(new LearnerFacts(person, 1, [.. own.Select(pass => pass.Evidence)], [.. own.Where(pass => pass.Voided).Select(pass => new Voiding(pass.Evidence.StatementId, pass.Evidence.KnownAt.AddDays(30)))], []));
        }

        return memory;
    }
}
