using Orleans.Concurrency;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Organisations;

/// <inheritdoc cref="IPartnerGrain" />
/// <remarks>It stores nothing of its own: who belongs to it stands in SQL, what they have done the learners' grains know.</remarks>
[GrainType(GrainNames.Partner), Reentrant]
internal sealed class PartnerGrain(IPartnerDirectory directory, IProgramCatalog catalog, GateStatusRows rows, TimeProvider clock) : Grain, IPartnerGrain
{
    /// <summary>Amounts are many; what is asked again and again is not.</summary>
    private const int MostAnswers = 200;

    private readonly Dictionary<GateQuestion, CachedAnswer> answers = [];
    private PartnerMemory memory = new("");
    private Task? writing;
    private bool unwritten;

    private string PartnerId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        memory = new PartnerMemory(PartnerId);
        await LoadAsync();
    }

    public async Task LearnerChangedAsync(LearnerFacts learner)
    {
        memory.Take(learner);
        answers.Clear();
        await WriteRowsAsync();
    }

    public async Task RefreshAsync()
    {
        await LoadAsync();
        await WriteRowsAsync();
    }

    public async Task<GateReply?> CheckAsync(GateQuestion question)
    {
        var now = clock.UtcNow();
        var asOf = question.AsOf ?? now;
        var versions = await catalog.AllAsync(default);
        var timeless = question with { AsOf = null };
        if (answers.TryGetValue(timeless, out var cached) && cached.Holds(asOf, versions.Count))
            return cached.Reply.At(asOf, now);
        var amount = question.Amount is { } value ? new Money(value, question.Currency!) : null;
        var standing = memory.Standing(versions);
        if (Rules.Gates.Evaluate(standing, question.Gate, asOf, DealQuestion.About(amount)) is not { } evaluation)
            return null;
        var timeline = GateTimeline.From(standing, question.Gate, asOf, DealQuestion.About(amount));
        var (changes, freshUntil) = WillChange.Of(standing, timeline, question.Gate, asOf);
        var answer = GateAnswers.From(evaluation with { WillChange = changes }, now, timeline.ValidUntil, question.Names);
        var reply = new GateReply(answer, GateJson.TagOf(answer));
        if (question.AsOf is null)
            Keep(timeless, new CachedAnswer(reply, versions.Count, freshUntil));
        return reply;
    }

    private void Keep(GateQuestion question, CachedAnswer answer)
    {
        if (answers.Count >= MostAnswers)
            answers.Clear();
        answers[question] = answer;
    }

    private async Task LoadAsync()
    {
        var partner = await directory.FindPartnerAsync(PartnerId, default);
        var affiliations = await directory.AffiliationsOfPartnerAsync(PartnerId, default);
        var people = await directory.FindPeopleAsync([.. affiliations.Select(a => a.PersonId).Distinct(StringComparer.Ordinal)], default);
        var unknown = memory.Replace(partner, affiliations, people.ToDictionary(person => person.Id, person => person.Name, StringComparer.Ordinal));
        foreach (var some in unknown.Chunk(32))
        {
            foreach (var facts in await Task.WhenAll(some.Select(id => GrainFactory.GetGrain<ILearnerGrain>(id).FactsAsync())))
                memory.Take(facts);
        }

        answers.Clear();
    }

    /// <summary>
    /// Brings the rows up to what is known now. Changes that come while rows are being written share the next write, and every caller returns
    /// only when a write that began after its change has ended.
    /// </summary>
    private async Task WriteRowsAsync()
    {
        unwritten = true;
        while (writing is { } earlier)
            await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!unwritten)
            return;
        unwritten = false;
        writing = WriteOnceAsync();
        try
        {
            await writing;
        }
        catch
        {
            unwritten = true;
            throw;
        }
        finally
        {
            writing = null;
        }
    }

    private async Task WriteOnceAsync()
    {
        var versions = await catalog.AllAsync(default);
        var now = clock.UtcNow();
        var gates = versions.SelectMany(version => version.Policy.Benefits).Select(benefit => benefit.Gate?.Id).OfType<string>().Distinct(StringComparer.Ordinal);
        var segments = gates
            .SelectMany(gate => GateTimeline.From(memory.Standing(versions), gate, now).Segments, (gate, segment) => (gate, segment))
            .Where(pair => pair.segment.Outcome is not null)
            .Select(pair => GateStatusSegment.Of(pair.gate, pair.segment, versions.InForce(pair.segment.From)!.Number))
            .ToList();
        await rows.WriteAsync(PartnerId, memory.ExternalId, segments, default);
    }

    /// <summary>An answer that holds while no new fact comes, and what it says of times to come until there is more to say.</summary>
    private sealed record CachedAnswer(GateReply Reply, int Versions, DateTime FreshUntil)
    {
        public bool Holds(DateTime asOf, int versions) => Versions == versions && asOf < FreshUntil && Reply.Answer.AsOf <= asOf && (Reply.Answer.ValidUntil is null || asOf < Reply.Answer.ValidUntil);
    }
}
