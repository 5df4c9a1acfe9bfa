using System.Globalization;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>Answers as the product does: ledgers that took the log in pages, in any order and some twice, and a partner's memory.</summary>
internal sealed class ProductEvaluator(World world, int seed)
{
    private readonly Dictionary<string, LearnerFacts> learners = Fold(world, new Random(seed));
    private readonly Dictionary<string, PartnerMemory> memories = new(StringComparer.Ordinal);

    public Answer Ask(Question question)
    {
        var memory = MemoryOf(question.Partner);
        var knowledge = Knowledge.At(question.KnownAt);
        IReadOnlyList<PolicyVersion> versions = [.. world.Versions.Where(version => !(version.PublishedAt > question.KnownAt))];
        var standing = memory.Standing(versions, knowledge);
        if (standing.At(question.AsOf) is not { Version: var version } segment)
            return new Answer(null, null, false, null, []);
        var gate = new GateQuestion(
            question.Gate,
            question.AsOf,
            question.Amount,
            question.Currency,
            false,
            question.Registrant is { } registrant ? world.Same(registrant) : null,
            question.Product,
            question.KnownAt,
            question.Team is { } team ? string.Join(',', team.Split(',').Select(world.Same)) : null,
            question.Deal);
        bool? allowed = null;
        if (memory.Recall(gate, knowledge) is var (asked, deal, submitter))
        {
            var timeline = GateTimeline.From(standing, question.Gate, question.AsOf, asked.ToDeal(), deal, submitter.Standing(versions, knowledge));
            allowed = WaivedTimeline.Of(timeline.Segments, memory.WaiversFor(asked, knowledge))[0].Allowed;
            // What is told at length and what is decided briefly is the same.
            Assert.Equal(Standing.Rules.Gates.Evaluate(standing, question.Gate, question.AsOf, asked.ToDeal(), deal, submitter.Standing(versions, knowledge))!.Outcome.Decision, timeline.Segments[0].Outcome!.Decision);
        }

        var index = PolicyIndex.Of(version.Policy);
        return new Answer(
            version.Number,
            segment.Tier,
            segment.IsProvisional,
            allowed,
            [
                .. standing.FactsUnder(version).People.Where(person => person.Memberships.Count > 0).OrderBy(person => person.PersonId, StringComparer.Ordinal).SelectMany(person => person.Awards.Select(award =>
                    $"{person.PersonId} {award.Certification} {award.EarnedAt:O}..{(award.ExpiresAt is { } expiry ? expiry.ToString("O", CultureInfo.InvariantCulture) : "")} {Standing.Rules.AwardStates.At(award, person.Awards, index, question.AsOf)}")),
            ]);
    }

    private static Dictionary<string, LearnerFacts> Fold(World world, Random random)
    {
        var ledgers = world.PersonOfIdentifier.Values.Select(world.Same).Distinct(StringComparer.Ordinal).ToDictionary(person => person, _ => new EvidenceLedger(), StringComparer.Ordinal);
        var acts = world.Log.Where(statement => statement.Voids is null).ToDictionary(statement => statement.Id);
        var order = world.Log.ToArray();
        random.Shuffle(order);
        foreach (var statement in order.Concat(order.Take(order.Length / 3)))
        {
            var act = statement.Voids is { } target ? acts[target] : statement;
            if (!world.PersonOfIdentifier.TryGetValue(act.Actor, out var record))
                continue;
            var person = world.Same(record);
            if (statement.Voids is null)
                ledgers[person].Merge([new Evidence(act.Id, act.Activity, act.Verb, act.Success, act.Completion, act.Scaled, act.Timestamp, act.Stored, act.Authority, act.PartnerBound, act.Signer)], []);
            else
                ledgers[person].Merge([], [new Voiding(act.Id, statement.Stored)]);
        }

        var rulings = world.Rulings.ToArray();
        random.Shuffle(rulings);
        foreach (var ruling in rulings.Concat(rulings.Take(rulings.Length / 3)))
        {
            if (world.PersonOfIdentifier.TryGetValue(acts[ruling.Statement].Actor, out var record))
                ledgers[world.Same(record)].Merge([new Ruling(ruling.Statement, ruling.At, ruling.Accepted)]);
        }

        return ledgers.ToDictionary(pair => pair.Key, pair => new LearnerFacts(pair.Key, 1, pair.Value.Evidence, pair.Value.Voidings, pair.Value.Rulings), StringComparer.Ordinal);
    }

    private PartnerMemory MemoryOf(string partner)
    {
        if (memories.TryGetValue(partner, out var memory))
            return memory;
        return memories[partner] = Read(partner);
    }

    private PartnerMemory Read(string partner)
    {
        var memory = new PartnerMemory(partner) { Waivers = [.. world.Waivers.Where(waiver => waiver.PartnerId == partner)] };
        var ever = world.Deals.Where(deal => deal.PartnerId == partner).Select(deal => deal.DealId).ToHashSet(StringComparer.Ordinal);
        memory.Replace([.. world.Deals.Where(deal => ever.Contains(deal.DealId)).Select(deal => deal with { RegistrantId = deal.RegistrantId is { } registrant ? world.Same(registrant) : null })]);
        foreach (var person in memory.Replace(world.Partners.Single(one => one.Id == partner), [.. world.Affiliations.Where(affiliation => affiliation.PartnerId == partner).Select(affiliation => affiliation with { PersonId = world.Same(affiliation.PersonId) })], new Dictionary<string, string>()))
            memory.Take(learners[person]);
        memory.Replace([.. world.Merges.Where(merge => merge.IntoId == partner).Select(merge => (merge, Read(merge.AbsorbedId)))]);
        return memory;
    }
}
