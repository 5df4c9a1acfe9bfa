using Orleans.Concurrency;
using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Organisations;

/// <inheritdoc cref="IPartnerGrain" />
/// <remarks>It stores nothing of its own: who belongs to it stands in SQL, what they have done the learners' grains know.</remarks>
[GrainType(GrainNames.Partner), Reentrant]
internal sealed class PartnerGrain(PartnerReading reading, IProgramCatalog catalog, GateStatusRows rows, AnswerBook book, TimeProvider clock) : Grain, IPartnerGrain
{
    private PartnerMemory memory = new("");
    private PartnerAnswers answers = new();
    private Task? writing;
    private bool unwritten;
    private IReadOnlyList<string> absorbers = [];

    private string PartnerId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        memory = new PartnerMemory(PartnerId);
        await LoadAsync();
        answers = book.Open(PartnerId);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        book.Close(PartnerId, answers);
        return Task.CompletedTask;
    }

    public async Task LearnerChangedAsync(LearnerFacts learner)
    {
        await TakeAsync(learner);
        foreach (var absorber in absorbers)
            await GrainFactory.GetGrain<IPartnerGrain>(absorber).AbsorbedChangedAsync(learner);
    }

    public async Task RefreshAsync()
    {
        await LoadAsync();
        await WriteRowsAsync();
        foreach (var absorber in absorbers)
            await GrainFactory.GetGrain<IPartnerGrain>(absorber).AbsorbedChangedAsync(null);
    }

    public async Task AbsorbedChangedAsync(LearnerFacts? learner)
    {
        if (learner is not null)
        {
            await TakeAsync(learner);
            return;
        }

        await LoadAsync();
        await WriteRowsAsync();
    }

    public async Task<GateReply?> CheckAsync(GateQuestion question)
    {
        var now = clock.UtcNow();
        var asOf = question.AsOf ?? now;
        var versions = await catalog.AllAsync(default);
        var timeless = question with { AsOf = null };
        // A question with the knowledge of another time has an entry of its own, and none is ever made for it.
        if (answers.Find(timeless, asOf, versions.Count) is { } kept)
            return kept.Reply.At(asOf, now);
        // Who has just told of a deal may ask about it before the directory pump has come by.
        if (question is { Deal: { } deal, KnownAt: null } && !memory.KnowsDeal(deal))
        {
            foreach (var one in memory.WithAbsorbed().ToList())
                one.Replace(await reading.DealsAsync(one.PartnerId, default));
            answers.Clear();
        }

        if (Answer(versions, question, asOf, question.KnownAt ?? now, Knowledge.At(question.KnownAt)) is not { } answer)
            return null;
        if (question is { AsOf: null, KnownAt: null })
            answers.Keep(timeless, answer);
        return answer.Reply;
    }

    public async Task<IReadOnlyList<GateReply?>> ReconsiderAsync(IReadOnlyList<GateQuestion> questions, DateTime evidenceKnownAt)
    {
        // Learners tell the partner that goes on; what was asked before the merge is asked of this one, with what is known now.
        if (memory.MergedInto is not null)
            await LoadAsync();
        var versions = await catalog.AllAsync(default);
        return [.. questions.Select(question => Answer(versions, question, question.AsOf!.Value, question.KnownAt!.Value, new Knowledge(evidenceKnownAt, question.KnownAt))?.Reply)];
    }

    public async Task<PartnerStanding?> StandingAsync(DateTime? asOf, DateTime? knownAt)
    {
        var now = clock.UtcNow();
        var (at, known, knowledge) = (asOf ?? now, knownAt ?? now, Knowledge.At(knownAt));
        var published = await catalog.AllAsync(default);
        var timeline = memory.Standing(knowledge.Of(published), knowledge);
        if (timeline.At(at) is not { Version: var version } held)
            return null;
        var facts = timeline.FactsUnder(version);
        var standing = Tiers.Evaluate(version.Policy, facts, at);
        return new PartnerStanding
        {
            Partner = new GatePartner(PartnerId, held.Tier, held.IsProvisional ? timeline.LowerAfter(at) : null),
            AsOf = at,
            KnownAt = known,
            PolicyVersion = version.Number,
            Requirements = [.. standing.Requirements.Select(requirement => Requirement(requirement, PolicyIndex.Of(version.Policy), at))],
            KeyPeople = [.. KeyPeople.Of(PolicyIndex.Of(version.Policy), facts, at).Select(person => new StandingKeyPerson(person.Person, person.TierWithout))],
            Gates =
            [
                .. from benefit in version.Policy.Benefits
                   where benefit.Gate is not null
                   let reply = Answer(timeline, published, new GateQuestion(benefit.Gate!.Id, asOf, null, null, false, KnownAt: knownAt), at, known, knowledge)?.Reply
                   where reply is not null
                   select new StandingGate(
                       benefit.Gate!.Id, benefit.Id, reply.Answer.Decision, reply.Answer.Mode, reply.Answer.ValidUntil, reply.Answer.Reasons, reply.Answer.Waiver),
            ],
        };
    }

    private static StandingRequirement Requirement(RequirementStanding standing, PolicyIndex index, DateTime at) => new(
        standing.Planned.Tier.Id,
        standing.Planned.Label,
        standing.Have,
        standing.Need,
        standing.IsMet,
        [
            .. standing.Holders.Select(holder => new StandingHolder(
                holder.Person.PersonId,
                holder.Award.Id,
                holder.Award.Certification,
                holder.Award.EarnedAt,
                holder.Award.ExpiresAt,
                AwardStates.At(holder.Award, holder.Person.Awards, index, at))),
        ]);

    /// <summary>The answer, worked out.</summary>
    private KeptAnswer? Answer(IReadOnlyList<PolicyVersion> published, GateQuestion question, DateTime asOf, DateTime knownAt, Knowledge knowledge) =>
        Answer(memory.Standing(knowledge.Of(published), knowledge), published, question, asOf, knownAt, knowledge);

    /// <summary>The answer that follows from a standing.</summary>
    private KeptAnswer? Answer(StandingTimeline standing, IReadOnlyList<PolicyVersion> published, GateQuestion question, DateTime asOf, DateTime knownAt, Knowledge knowledge)
    {
        if (memory.Recall(question, knowledge) is not var (asked, known, submitter))
            return null;
        var deal = asked.ToDeal();
        var then = submitter == memory ? standing : submitter.Standing(knowledge.Of(published), knowledge);
        if (Rules.Gates.Evaluate(standing, question.Gate, asOf, deal, known, then) is not { } evaluation)
            return null;
        var timeline = GateTimeline.From(standing, question.Gate, asOf, deal, known, then);
        var (changes, freshUntil) = WillChange.Of(standing, timeline, question.Gate, asOf);
        var segment = WaivedTimeline.Of(timeline.Segments, memory.WaiversFor(asked, knowledge))[0];
        var answer = GateAnswers.From(evaluation with { WillChange = changes }, knownAt, segment.Until, segment.Waiver, question.Names);
        return new KeptAnswer(new GateReply(answer, AnswerTemplate.Of(answer), StaleRule.Of(standing.At(asOf)!.Version.Policy.FindGatedBenefit(question.Gate)!.Gate!)), GateJson.Write(question), published.Count, freshUntil);
    }

    private async Task TakeAsync(LearnerFacts learner)
    {
        // The learner has read that it counts here; who does not know it yet has not heard of the affiliation, and the directory pump may be far behind.
        if (!memory.Knows(learner.PersonId))
            await LoadAsync();
        memory.Take(learner);
        answers.Clear();
        await WriteRowsAsync();
    }

    private async Task LoadAsync()
    {
        // While a partner was an alias its learners told another one what they did.
        var (_, loaded, merges) = await reading.ReadAsync(memory.MergedInto is null ? memory : new PartnerMemory(PartnerId), default);
        var found = new List<string>();
        for (var from = new List<string> { PartnerId }; from.Count > 0; found.AddRange(from))
            from = [.. merges.Where(merge => from.Contains(merge.AbsorbedId)).Select(merge => merge.IntoId).Distinct(StringComparer.Ordinal).Where(id => id != PartnerId && !found.Contains(id))];
        absorbers = found;
        memory = loaded;
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
        if (memory.MergedInto is not null)
        {
            // An alias has no answers of its own.
            await rows.WriteAsync(PartnerId, memory.ExternalId, [], default);
            return;
        }

        var versions = await catalog.AllAsync(default);
        var now = clock.UtcNow();
        var gates = versions.SelectMany(version => version.Policy.Benefits).Select(benefit => benefit.Gate?.Id).OfType<string>().Distinct(StringComparer.Ordinal);
        var segments = gates
            .SelectMany(
                gate => WaivedTimeline.Of(GateTimeline.From(memory.Standing(versions, Knowledge.All), gate, now).Segments, memory.WaiversFor(new GateQuestion(gate, null, null, null, false), Knowledge.All)),
                (gate, segment) => (gate, segment))
            .Where(pair => pair.segment.Outcome is not null)
            .Select(pair => GateStatusSegment.Of(pair.gate, pair.segment, versions.InForce(pair.segment.From)!.Number))
            .ToList();
        await rows.WriteAsync(PartnerId, memory.ExternalId, segments, default);
    }
}
