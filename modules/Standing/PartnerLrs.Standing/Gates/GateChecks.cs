using System.Collections.Concurrent;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing.Gates;

/// <summary>Asks gates and records what they answer: what single checks, bulk checks and AuthZEN have in common.</summary>
internal sealed class GateChecks(
    IGrainFactory grains, IPartnerDirectory directory, IProgramCatalog catalog, AnswerBook book, DecisionLog decisions, FoldProgress progress, IdFactory ids, TimeProvider clock)
{
    /// <summary>How many partners are asked at once for one request.</summary>
    private const int AtOnce = 64;

    /// <summary>References to the grains of partners that are there, so there are no more than of those.</summary>
    private readonly ConcurrentDictionary<string, IPartnerGrain> references = new(StringComparer.Ordinal);

    /// <summary>Asks several questions. Nothing is recorded yet.</summary>
    /// <param name="inputs">The questions, each read or refused.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>An answer or a refusal for each, in order.</returns>
    public async Task<IReadOnlyList<GateCheck>> AskAsync(IReadOnlyList<(GateInput? Input, IReadOnlyList<Error> Errors)> inputs, Credential caller, CancellationToken cancellationToken)
    {
        await progress.CatchUpAsync(cancellationToken);
        // Read before the answers are formed: what they reflect can only be more.
        var reflects = progress.ReflectsThrough;
        var checks = new List<GateCheck>(inputs.Count);
        foreach (var some in inputs.Chunk(AtOnce))
            checks.AddRange(await Task.WhenAll(some.Select(pair => pair.Input is null ? Task.FromResult(GateCheck.Refused(pair.Errors)) : AskAsync(pair.Input, caller, reflects, cancellationToken))));
        return checks;
    }

    /// <summary>Asks one question. Nothing is recorded yet.</summary>
    public async Task<GateCheck> AskAsync(GateInput input, Credential caller, CancellationToken cancellationToken)
    {
        await progress.CatchUpAsync(cancellationToken);
        return await AskAsync(input, caller, progress.ReflectsThrough, cancellationToken);
    }

    /// <summary>Records all answers among these, in one go; they are durable when this returns.</summary>
    public Task RecordAsync(IEnumerable<GateCheck> checks, CancellationToken cancellationToken) =>
        decisions.RecordAsync([.. checks.Select(check => check.Decision).OfType<RecordedDecision>()], cancellationToken);

    private async Task<GateCheck> AskAsync(GateInput input, Credential caller, DateTime? reflects, CancellationToken cancellationToken)
    {
        var partnerId = await directory.ResolvePartnerAsync(input.Partner, cancellationToken);
        if (partnerId is null || (caller.PartnerId is not null && caller.PartnerId != partnerId))
            return GateCheck.Refused(Error.NotFound("unknown-partner", $"There is no partner '{Query.Shorten(input.Partner)}'; expected an id, or system:externalId such as salesforce:001A."));
        var question = input.Question;
        if (input.Registrant is not null)
        {
            if (await PersonAsync(input.Registrant, caller, cancellationToken) is not { } registrant)
                return GateCheck.Refused(Error.NotFound("unknown-person", $"registrant: nobody is named '{Query.Shorten(input.Registrant)}'."));
            question = question with { Registrant = registrant };
        }

        if (input.Team.Count > 0)
        {
            if (await TeamAsync(input.Team, caller, cancellationToken) is not { } team)
                return GateCheck.Refused(Error.NotFound("unknown-person", $"team: somebody of '{Query.Shorten(string.Join(',', input.Team))}' is not known."));
            question = question with { Team = team };
        }

        var now = clock.UtcNow();
        var kept = question is { AsOf: null, KnownAt: null } ? book.Of(partnerId)?.Find(question, now, (await catalog.AllAsync(cancellationToken)).Count) : null;
        var reply = kept?.Reply.At(now, now) ?? await PartnerOf(partnerId).CheckAsync(question);
        if (reply is null)
            return GateCheck.Refused(await UnknownGateAsync(question, cancellationToken));
        if (question.KnownAt is null)
            reply = reply.With(reflects, now);
        var answer = reply.Answer;
        var decision = new RecordedDecision(
            ids.NewId(),
            question.KnownAt is null ? answer.KnownAt : now,
            caller.Id,
            question.Gate,
            answer.Partner.Id,
            answer.Decision,
            answer.PolicyVersion,
            question.Names && (answer.Missing.Any(missing => missing.Cheapest.Count > 0) || answer.WillChange.Any(change => change.Lapses.Count > 0)),
            kept?.Question ?? GateJson.Write(question),
            // With the knowledge of an earlier instant, what was stored after it is not in the answer.
            new DecisionTimes(answer.AsOf, answer.KnownAt, reflects > question.KnownAt ? question.KnownAt : reflects),
            reply.Template);
        return new GateCheck(decision, answer, reply.Template.Tag, []);
    }

    private async ValueTask<string?> PersonAsync(string reference, Credential caller, CancellationToken cancellationToken) => caller.PartnerId is null
        ? await directory.ResolvePersonAsync(reference, cancellationToken)
        // A partner's credential does not find out who else is known here; whom it may see changes with time, so memory does not serve.
        : (await directory.ResolvePeopleAsync([reference], caller.PartnerId, cancellationToken)).GetValueOrDefault(reference);

    /// <summary>The ids of a team, in order; null when somebody is not known.</summary>
    private async ValueTask<string?> TeamAsync(IReadOnlyList<string> references, Credential caller, CancellationToken cancellationToken)
    {
        var people = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            if (await PersonAsync(reference, caller, cancellationToken) is not { } person)
                return null;
            people.Add(person);
        }

        return string.Join(',', people);
    }

    /// <summary>Making a reference costs more than asking through it.</summary>
    private IPartnerGrain PartnerOf(string id) =>
        references.TryGetValue(id, out var known) ? known : references.GetOrAdd(id, grains.GetGrain<IPartnerGrain>(id));

    private async Task<Error> UnknownGateAsync(GateQuestion question, CancellationToken cancellationToken)
    {
        var asOf = question.AsOf ?? clock.UtcNow();
        var version = question.KnownAt is { } knownAt
            ? (await catalog.AllAsync(cancellationToken)).Where(published => published.PublishedAt <= knownAt).InForce(asOf)
            : await catalog.InForceAsync(asOf, cancellationToken);
        if (version is null)
            return TwoClocks.NoPolicy;
        if (question.Deal is { } deal && version.Policy.FindGatedBenefit(question.Gate) is not null)
            return Error.NotFound("unknown-deal", $"deal: the partner has no deal '{Query.Shorten(deal)}'; expected an id, or source:externalId such as salesforce:006A.");
        var known = string.Join(", ", version.Policy.Benefits.Select(benefit => benefit.Gate?.Id).OfType<string>().Order(StringComparer.Ordinal));
        return Error.NotFound("unknown-gate", $"There is no gate '{Query.Shorten(question.Gate)}' in policy version {version.Number}; expected one of {known}.");
    }
}
