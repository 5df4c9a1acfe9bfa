using System.Reflection;
using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace PartnerLrs.Architecture.Tests;

public sealed partial class ModuleTests
{
    private static readonly string[] Shared = ["PartnerLrs.Kernel", "PartnerLrs.Platform", "PartnerLrs.Xapi"];

    /// <summary>Which prefix each project's tables carry.</summary>
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["PartnerLrs.Platform"] = "platform",
        ["PartnerLrs.Lrs"] = "lrs",
        ["PartnerLrs.Program"] = "program",
        ["PartnerLrs.Partners"] = "partners",
        ["PartnerLrs.Performance"] = "performance",
        ["PartnerLrs.Standing"] = "standing",
        ["PartnerLrs.Reporting"] = "reporting",
    };

    [Fact]
    public void The_kernel_depends_on_nothing_and_the_language_on_the_kernel_alone()
    {
        Assert.Empty(Repository.Projects["PartnerLrs.Kernel"].References);
        Assert.Equal(["PartnerLrs.Kernel"], Repository.Projects["PartnerLrs.Xapi"].References);
        Assert.Equal(["PartnerLrs.Kernel"], Repository.Projects["PartnerLrs.Platform"].References);
    }

    [Fact]
    public void A_module_sees_shared_projects_and_contracts_only()
    {
        foreach (var project in Repository.Implementations)
        {
            var others = project.References.Where(name => !Shared.Contains(name) && !name.EndsWith(".Contracts", StringComparison.Ordinal));
            Assert.True(!others.Any(), $"{project.Name} references {string.Join(", ", others)}: only the host references implementations.");
        }
    }

    [Fact]
    public void Contracts_see_the_kernel_the_language_and_other_contracts_only()
    {
        foreach (var project in Repository.Projects.Values.Where(project => project.IsContracts))
            Assert.All(project.References, name => Assert.True(name is "PartnerLrs.Kernel" or "PartnerLrs.Xapi" || name.EndsWith(".Contracts", StringComparison.Ordinal), $"{project.Name} references {name}"));
    }

    [Fact]
    public void There_are_no_cycles()
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Repository.Projects.Keys)
            Visit(name, []);

        void Visit(string name, IReadOnlyList<string> path)
        {
            Assert.False(path.Contains(name), $"Cycle: {string.Join(" → ", path)} → {name}");
            if (!finished.Contains(name))
            {
                foreach (var reference in Repository.Projects[name].References)
                    Visit(reference, [.. path, name]);
            }

            finished.Add(name);
        }
    }

    [Fact]
    public void A_modules_public_face_is_its_module_class_and_its_options()
    {
        foreach (var project in Repository.Implementations)
        {
            var face = Load(project.Name).GetExportedTypes()
                .Where(type => !IsGenerated(type))
                .Where(type => !(type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Module", StringComparison.Ordinal)) && !type.Name.EndsWith("Options", StringComparison.Ordinal))
                .Select(type => type.FullName)
                .ToList();
            Assert.True(face.Count == 0, $"{project.Name} shows {string.Join(", ", face)}; make them internal, or put them into its contracts.");
        }
    }

    [Fact]
    public void Implementation_classes_are_sealed()
    {
        foreach (var project in Repository.Implementations)
        {
            var result = Types.InAssembly(Load(project.Name)).That().AreClasses().And().AreNotPublic().And().AreNotStatic().And().AreNotAbstract().Should().BeSealed().GetResult();
            var open = result.FailingTypes?.Where(type => !IsGenerated(type)).Select(type => type.FullName).ToList() ?? [];
            Assert.True(open.Count == 0, $"{project.Name}: seal {string.Join(", ", open)}.");
        }
    }

    [Fact]
    public void No_module_touches_anothers_tables()
    {
        foreach (var (name, prefix) in Prefixes)
        {
            var project = Repository.Projects[name];
            foreach (var file in Repository.Files(project, "*.sql").Concat(Repository.Files(project, "*.cs")))
            {
                var foreign = Table().Matches(File.ReadAllText(file)).Select(match => match.Value).Where(table => !table.StartsWith(prefix + "_", StringComparison.Ordinal)).Distinct().ToList();
                Assert.True(foreign.Count == 0, $"{Repository.Relative(file)} names {string.Join(", ", foreign)}.");
            }
        }
    }

    [Fact]
    public void Both_dialects_have_the_same_migrations()
    {
        foreach (var project in Repository.Projects.Values.Where(project => Directory.Exists(Path.Combine(project.Folder, "Migrations", "sqlite"))))
        {
            Assert.Equal(Names("postgres"), Names("sqlite"));
            IEnumerable<string> Names(string dialect) => Directory.EnumerateFiles(Path.Combine(project.Folder, "Migrations", dialect)).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;
        }
    }

    [Fact]
    public void A_query_that_stands_in_a_file_stands_there_for_both_dialects()
    {
        foreach (var file in Repository.Projects.Values.SelectMany(project => Repository.Files(project, "*.sqlite.sql")))
        {
            // The log's writer prepares single rows on SQLite and sends whole columns to PostgreSQL: same names, both there.
            Assert.True(File.Exists(file.Replace(".sqlite.sql", ".postgres.sql", StringComparison.Ordinal)), $"{Repository.Relative(file)} has no PostgreSQL twin.");
        }
    }

    private static Assembly Load(string name) => Assembly.Load(name);

    private static bool IsGenerated(Type type) => type.Name.StartsWith('<') || type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) == true || type.Namespace is null;

    [GeneratedRegex(@"\b(?:platform|lrs|program|partners|performance|standing|reporting)_(?!test)[a-z][a-z_]*\b", RegexOptions.None, 1000)]
    private static partial Regex Table();
}
