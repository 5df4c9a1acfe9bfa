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
        var world = generator.Make(200);
        var questions = generator.Ask(world, 1_000).Take(400).ToList();
        var answers = Of(world, questions);
        var differing = new Dictionary<string, int>
        {
            ["merges of partners"] = Differing(world with { Merges = [] }, questions),
            ["merges of partners undone"] = Differing(world with { Merges = [.. world.Merges.Select(merge => merge with { Until = null })] }, questions),
            ["merges of people"] = Differing(world with { GoesOnAs = new Dictionary<string, string>() }, questions),
            ["rulings"] = Differing(world with { Rulings = [] }, questions),
            ["signers"] = Differing(world with { Log = [.. world.Log.Select(statement => statement with { Signer = null })] }, questions),
            ["teams"] = Differing(world, questions.ConvertAll(question => question with { Team = null })),
            ["deals"] = Differing(world, questions.ConvertAll(question => question with { Deal = null })),
        };
        Assert.All(differing, pair => Assert.True(pair.Value >= 3, $"Without {pair.Key} only {pair.Value} answers would differ."));

        int Differing(World other, List<Question> asked) => answers.Zip(Of(other, asked)).Count(pair => pair.First != pair.Second);
        List<string> Of(World of, List<Question> asked)
        {
            var product = new ProductEvaluator(of, Seed);
            return asked.ConvertAll(question => product.Ask(question) is var answer ? $"{answer with { Awards = [] }} {string.Join(' ', answer.Awards)}" : "");
        }
    }

    private static void Count(Dictionary<string, int> tally, string what) => tally[what] = tally.GetValueOrDefault(what) + 1;
}
