using System.Text;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Tests.Gates;

public sealed class AnswerTemplateTests
{
    private const string Id = "01930000-0000-7000-8000-000000000001";
    private static readonly DateTime Whole = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<DateTime, DateTime, DateTime?> Instants => new()
    {
        { Whole, Whole, Whole },
        { Whole.AddMicroseconds(1), Whole.AddMicroseconds(999_999), Whole.AddMilliseconds(120) },
        { Whole, Whole.AddMicroseconds(10), null },
    };

    [Theory]
    [MemberData(nameof(Instants))]
    public void Filled_in_it_is_what_the_answer_would_have_been_written_as(DateTime asOf, DateTime knownAt, DateTime? reflects)
    {
        var filled = AnswerTemplate.Of(Answer()).Fill(Id, new DecisionTimes(asOf, knownAt, reflects));

        var written = GateJson.Write(Answer() with { DecisionId = Id, AsOf = asOf, KnownAt = knownAt, ReflectsThrough = reflects });
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(filled));
    }

    [Fact]
    public void Properties_of_the_same_names_deeper_inside_stay_as_they_are()
    {
        var answer = Answer() with { Reasons = [new GateAnswerReason("X", "asOf", 1, 2, null, "\"knownAt\": \u0000 d", [new GateAnswerEvidence("decisionId", "active", Whole)])] };

        var filled = AnswerTemplate.Of(answer).Fill(Id, new DecisionTimes(Whole, Whole, null));

        Assert.Equal(Encoding.UTF8.GetString(GateJson.Write(answer with { DecisionId = Id, AsOf = Whole, KnownAt = Whole })), Encoding.UTF8.GetString(filled));
    }

    [Fact]
    public void Its_key_and_tag_do_not_depend_on_when_it_is_asked()
    {
        var (one, other) = (AnswerTemplate.Of(Answer()), AnswerTemplate.Of(Answer() with { DecisionId = Id, AsOf = Whole, KnownAt = Whole.AddDays(1), ReflectsThrough = Whole }));

        Assert.Equal((one.Key, one.Tag), (other.Key, other.Tag));
    }

    [Fact]
    public void Its_key_and_tag_depend_on_what_is_said()
    {
        var (one, other) = (AnswerTemplate.Of(Answer()), AnswerTemplate.Of(Answer() with { Decision = true }));

        Assert.NotEqual(one.Key, other.Key);
        Assert.NotEqual(one.Tag, other.Tag);
    }

    [Fact]
    public void An_answer_from_before_there_were_holes_is_given_as_it_is()
    {
        var old = GateJson.Write(Answer() with { DecisionId = Id, AsOf = Whole, KnownAt = Whole });

        Assert.Equal(old, new AnswerTemplate(old).Fill("another", default));
    }

    private static GateAnswer Answer() => new()
    {
        Decision = false,
        Mode = "enforce",
        Gate = "deal-registration",
        Partner = new GatePartner("p", "silver"),
        AsOf = default,
        KnownAt = default,
        PolicyVersion = 3,
        ValidUntil = Whole.AddDays(3),
        Reasons = [new GateAnswerReason("CERT_COUNT_SHORT", "SLS-200 ≥ 1", 0, 1, null, "0 of 1 people hold SLS-200 \"Sales\"", [])],
        Missing = [new GateAnswerMissing("SLS-200", 1, [new GateAnswerCandidate("someone", "Zoë", ["SLS-200-D"], 15, "https://learn.example/1")])],
    };
}
