namespace PartnerLrs.Architecture.Tests;

/// <summary>ARCHITECTURE.md is the map: what it should name, it names.</summary>
public sealed class MapTests
{
    private static readonly string Map = File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"));

    [Fact]
    public void The_map_names_every_project() =>
        Assert.All(Repository.Projects.Keys, name => Assert.True(Map.Contains(name, StringComparison.Ordinal), $"ARCHITECTURE.md does not name {name}."));

    [Fact]
    public void The_map_names_every_feature_folder()
    {
        foreach (var project in Repository.Implementations.Where(project => !project.IsContracts))
        {
            foreach (var folder in Directory.EnumerateDirectories(project.Folder).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "Migrations")))
                Assert.True(Map.Contains($"{folder}/", StringComparison.Ordinal), $"ARCHITECTURE.md does not name the folder {folder}/ of {project.Name}.");
        }
    }

    [Fact]
    public void The_map_names_every_table()
    {
        foreach (var file in Repository.Projects.Values.SelectMany(project => Repository.Files(project, "*.sql")).Where(path => path.Contains("/Migrations/sqlite/", StringComparison.Ordinal)))
        {
            foreach (var line in File.ReadLines(file).Where(line => line.StartsWith("CREATE TABLE ", StringComparison.Ordinal)))
            {
                var table = line.Split(' ')[2];
                Assert.True(Map.Contains($"`{table}`", StringComparison.Ordinal), $"ARCHITECTURE.md does not name the table {table}.");
            }
        }
    }

    [Fact]
    public void The_map_names_every_grain()
    {
        foreach (var name in typeof(Standing.StandingModule).Assembly.GetType("PartnerLrs.Standing.GrainNames")!.GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(name => name is not ("standing.evidence" or "standing.voiding" or "standing.ruling" or "standing.learner-facts" or "standing.gate-question" or "standing.gate-answer" or "standing.gate-reply" or "standing.answer-template" or "standing.carried-page" or "standing.late-evidence" or "standing.undigested")))
            Assert.True(Map.Contains($"`{name}`", StringComparison.Ordinal), $"ARCHITECTURE.md does not name the grain {name}.");
    }
}
