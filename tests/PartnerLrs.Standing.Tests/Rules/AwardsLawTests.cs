using System.Text.Json;
using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class AwardsLawTests
{
    [Fact]
    public void Any_order_repetition_grouping_and_restart_gives_the_same_awards() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Evidence, RandomHistory.Voidings, Gen.Int[0, int.MaxValue]).Sample((certification, evidence, voidings, seed) =>
        {
            var policy = RandomHistory.PolicyOf(certification);
            var random = new Random(seed);
            var expected = new EvidenceLedger(evidence, voidings);

            // Each fact once or twice, shuffled together, in batches of up to three, with a restart between batches.
            var facts = evidence.Select(fact => (Evidence: (Evidence?)fact, Voiding: (Voiding?)null))
                .Concat(voidings.Select(fact => (Evidence: (Evidence?)null, Voiding: (Voiding?)fact)))
                .SelectMany(fact => Enumerable.Repeat(fact, random.Next(1, 3)))
                .ToArray();
            random.Shuffle(facts);
            var ledger = new EvidenceLedger();
            foreach (var batch in facts.Chunk(random.Next(1, 4)))
            {
                _ = ledger.Merge(batch.Select(fact => fact.Evidence).OfType<Evidence>(), batch.Select(fact => fact.Voiding).OfType<Voiding>());
                ledger = JsonSerializer.Deserialize<EvidenceLedger>(JsonSerializer.Serialize(ledger))!;
            }
            Assert.Equal(Json(AwardsOf(expected, policy)), Json(AwardsOf(ledger, policy)));
        });

    [Fact]
    public void Voiding_is_the_inverse_of_having_happened() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Evidence, RandomHistory.Voidings).Sample((certification, evidence, voidings) =>
        {
            var policy = RandomHistory.PolicyOf(certification);
            var voided = voidings.Select(voiding => voiding.StatementId).ToHashSet();
            var never = new EvidenceLedger([.. evidence.Where(fact => !voided.Contains(fact.StatementId))], []);
            Assert.Equal(Json(AwardsOf(never, policy)), Json(AwardsOf(new EvidenceLedger(evidence, voidings), policy)));
        });

    [Fact]
    public void More_evidence_never_takes_a_held_instant_away() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Completions, RandomHistory.Completions).Sample((certification, completions, more) =>
        {
            var before = Awards.Of(Learner, certification, completions);
            var after = Awards.Of(Learner, certification, [.. completions, .. more]);
            Assert.All(before, award => Assert.Contains(after, wider =>
                wider.EarnedAt <= award.EarnedAt && (wider.ExpiresAt is null || wider.ExpiresAt >= award.ExpiresAt)));
        }, iter: 5000);

    [Fact]
    public void Awards_hold_exactly_what_some_chain_of_attainments_holds() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Completions).Sample((certification, completions) =>
        {
            var awards = Awards.Of(Learner, certification, completions);
            var chains = EveryChain.Of(certification, completions);
            var instants = RandomHistory.Around(
                RandomHistory.Ends(awards).Concat(chains.SelectMany(chain => new[] { chain.From, chain.Until })).Where(instant => instant < Instants.Forever));
            foreach (var instant in instants)
                Assert.Equal(chains.Exists(chain => chain.Covers(instant)), awards.Any(award => award.Covers(instant)));
        }, iter: 5000);

    [Fact]
    public void Awards_of_one_certification_neither_overlap_nor_touch() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Completions).Sample((certification, completions) =>
        {
            var awards = Awards.Of(Learner, certification, completions);
            Assert.All(awards, award => Assert.True(award.ExpiresAt is null || award.ExpiresAt > award.EarnedAt));
            Assert.All(awards.Zip(awards.Skip(1)), pair => Assert.True(pair.First.ExpiresAt < pair.Second.EarnedAt));
        });

    private static IReadOnlyList<AwardPeriod> AwardsOf(EvidenceLedger ledger, ProgramPolicy policy) =>
        Awards.Of(Learner, policy, Completions.Of(ledger, policy));

    private static string Json(IReadOnlyList<AwardPeriod> awards) => JsonSerializer.Serialize(awards);
}
