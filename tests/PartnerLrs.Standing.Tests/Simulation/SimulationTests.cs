using System.Globalization;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>200 partners over three years, asked 1,000 questions, half of them with the knowledge of another time: the product and a slow evaluator agree.</summary>
public sealed class SimulationTests
{
    /// <summary>Names another world: its seed.</summary>
    private const string SeedVariable = "PARTNERLRS_SIMULATION_SEED";

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20_260_101;

    [Fact]
    public void At_a_thousand_random_instants_tiers_gates_and_awards_are_what_a_slow_evaluator_makes_of_the_raw_facts()
    {
        var generator = new WorldGenerator(Seed);
        var world = generator.Make(200);
        var questions = generator.Ask(world, 1_000).ToList();
        var (product, naive) = (new ProductEvaluator(world, Seed), new NaiveEvaluator(world));
        var differences = new List<string>();
        var tally = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            var (is_, should) = (product.Ask(question), naive.Ask(question));
            Count(tally, $"tier {should.Tier}{(should.Provisional ? " provisional" : "")}");
            Count(tally, $"{question.Gate} {should.Decision}");
            foreach (var award in should.Awards)
                Count(tally, award[(award.LastIndexOf(' ') + 1)..]);
            if ((is_.Version, is_.Tier, is_.Provisional, is_.Decision) != (should.Version, should.Tier, should.Provisional, should.Decision))
                differences.Add($"{question}: {is_ with { Awards = [] }} instead of {should with { Awards = [] }}");
            differences.AddRange(is_.Awards.Except(should.Awards, StringComparer.Ordinal).Select(award => $"{question}: unexpected {award}"));
            differences.AddRange(should.Awards.Except(is_.Awards, StringComparer.Ordinal).Select(award => $"{question}: missing {award}"));
        }

        var report = string.Join(", ", tally.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(differences.Count == 0, $"With seed {Seed} ({SeedVariable}) {differences.Count} answers differ, of them\n{string.Join('\n', differences.Take(10))}\n{report}");

        // A world in which nothing happens would agree as well.
        foreach (var kind in new[] { "tier ", "tier registered", "tier silver", "tier gold", "tier silver provisional", "registration True", "registration False", "funds True", "expert True", "active", "expired", "expiring", "at-risk", "superseded", "pending" })
            Assert.True(tally.GetValueOrDefault(kind) >= 5, $"Of '{kind}' there are only {tally.GetValueOrDefault(kind)}: {report}");
    }

    [Fact]
    public void What_the_simulation_makes_happen_matters_to_its_answers()
    {
        var generator = new WorldGenerator(Seed);
        var world = generator.Make(60);
        var questions = generator.Ask(world, 300).ToList();
        var product = new ProductEvaluator(world, Seed);
        var answers = questions.ConvertAll(product.Ask);
        var differing = new Dictionary<string, int>
        {
            ["merges of partners"] = Differing(world with { Merges = [] }),
            ["merges of partners undone"] = Differing(world with { Merges = [.. world.Merges.Select(merge => merge with { Until = null })] }),
            ["merges of people"] = Differing(world with { GoesOnAs = new Dictionary<string, string>() }),
            ["rulings"] = Differing(world with { Rulings = [] }),
            ["signers"] = Differing(world with { Log = [.. world.Log.Select(statement => statement with { Signer = null })] }),
            ["teams"] = questions.Zip(answers).Count(pair => product.Ask(pair.First with { Team = null }).Decision != pair.Second.Decision),
            ["deals"] = questions.Zip(answers).Count(pair => product.Ask(pair.First with { Deal = null }).Decision != pair.Second.Decision),
        };
        Assert.All(differing, pair => Assert.True(pair.Value >= 3, $"Without {pair.Key} only {pair.Value} answers would differ."));

        int Differing(World other)
        {
            var without = new ProductEvaluator(other, Seed);
            return questions.Zip(answers).Count(pair => without.Ask(pair.First) is var answer && !(answer with { Awards = pair.Second.Awards } == pair.Second && answer.Awards.SequenceEqual(pair.Second.Awards, StringComparer.Ordinal)));
        }
    }

    private static void Count(Dictionary<string, int> tally, string what) => tally[what] = tally.GetValueOrDefault(what) + 1;
}
