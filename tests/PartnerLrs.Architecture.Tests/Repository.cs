using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace PartnerLrs.Architecture.Tests;

/// <summary>The source tree that these tests read.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    /// <summary>Every project under src and modules, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Project> Projects = Directory
        .EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
        .Where(path => Relative(path).Split('/')[0] is "src" or "modules")
        .Select(path => new Project(
            Path.GetFileNameWithoutExtension(path),
            Path.GetDirectoryName(path)!,
            [.. XDocument.Load(path).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))]))
        .ToDictionary(project => project.Name, StringComparer.Ordinal);

    /// <summary>The projects that hold a module's implementation: those in modules without contracts, and the LRS.</summary>
    public static IEnumerable<Project> Implementations =>
        Projects.Values.Where(project => !project.IsContracts && (project.Folder.StartsWith(Path.Combine(Root, "modules"), StringComparison.Ordinal) || project.Name == "PartnerLrs.Lrs"));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>A project's own files with an ending.</summary>
    public static IEnumerable<string> Files(Project project, string pattern) =>
        Directory.EnumerateFiles(project.Folder, pattern, SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj"));

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

/// <summary>A project and what it references.</summary>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References)
{
    public bool IsContracts => Name.EndsWith(".Contracts", StringComparison.Ordinal);
}
