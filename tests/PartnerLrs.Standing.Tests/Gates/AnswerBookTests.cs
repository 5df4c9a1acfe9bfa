using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Tests.Gates;

public sealed class AnswerBookTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly GateQuestion Question = new("deal-registration", null, null, null, false);
    private readonly AnswerBook book = new();

    [Fact]
    public void What_a_grain_keeps_is_found()
    {
        book.Open("p").Keep(Question, Answer());

        Assert.NotNull(book.Of("p")!.Find(Question, Now, versions: 1));
        Assert.Null(book.Of("p")!.Find(Question with { Amount = 1, Currency = "USD" }, Now, versions: 1));
        Assert.Null(book.Of("q"));
    }

    [Fact]
    public void A_grain_whose_facts_change_is_asked_again()
    {
        var page = book.Open("p");
        page.Keep(Question, Answer());

        page.Clear();

        Assert.Null(book.Of("p")!.Find(Question, Now, versions: 1));
    }

    [Fact]
    public void A_grain_that_has_ended_answers_nobody_not_even_who_holds_its_page()
    {
        var page = book.Open("p");
        page.Keep(Question, Answer());

        book.Close("p", page);

        Assert.Null(book.Of("p"));
        Assert.Null(page.Find(Question, Now, versions: 1));
    }

    [Fact]
    public void A_grain_that_ends_late_leaves_the_page_of_the_one_after_it()
    {
        var old = book.Open("p");
        var young = book.Open("p");
        young.Keep(Question, Answer());

        book.Close("p", old);

        Assert.Same(young, book.Of("p"));
        Assert.NotNull(young.Find(Question, Now, versions: 1));
    }

    [Theory]
    [InlineData(-1, 1, false)]
    [InlineData(0, 1, true)]
    [InlineData(59, 1, true)]
    [InlineData(60, 1, false)]
    [InlineData(0, 2, false)]
    public void An_answer_is_found_while_it_holds_and_no_longer(int minutes, int versions, bool found)
    {
        var page = book.Open("p");
        page.Keep(Question, Answer());

        Assert.Equal(found, page.Find(Question, Now.AddMinutes(minutes), versions) is not null);
    }

    private static KeptAnswer Answer()
    {
        var answer = new GateAnswer
        {
            Decision = true,
            Mode = "enforce",
            Gate = Question.Gate,
            Partner = new GatePartner("p", null),
            AsOf = Now,
            KnownAt = Now,
            PolicyVersion = 1,
            ValidUntil = Now.AddHours(1),
            Reasons = [],
            Missing = [],
        };
        return new KeptAnswer(new GateReply(answer, AnswerTemplate.Of(answer), null), "{}", 1, Now.AddDays(1));
    }
}
