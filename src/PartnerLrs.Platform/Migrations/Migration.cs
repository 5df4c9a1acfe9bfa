using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Migrations;

/// <summary>One forward-only step of a module's schema, for one dialect.</summary>
internal sealed partial record Migration(string Module, int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the file with line ends as LF, so that a checkout's line ends do not matter.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>A source's migrations in order.</summary>
    /// <exception cref="InvalidOperationException">A file's name is off, or a number is missing or repeated: a build mistake.</exception>
    public static IReadOnlyList<Migration> Of(MigrationSource source, Dialect dialect)
    {
        var folder = $"Migrations/{(dialect == Dialect.Sqlite ? "sqlite" : "postgres")}/";
        var found = source.Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => FileName().Match(name[folder.Length..]) is { Success: true } match
                ? new Migration(source.Module, int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups[2].Value, SqlText.Read(source.Assembly, name)!)
                : throw new InvalidOperationException($"{name} in {source.Assembly.GetName().Name} is not named NNNN_name.sql."))
            .ToList();
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Number != i + 1)
                throw new InvalidOperationException($"Migrations of {source.Module} are not numbered 0001, 0002, … without gaps: found {found[i].Number:0000} at place {i + 1}.");
        }

        return found;
    }

    [GeneratedRegex(@"^([0-9]{4})_([a-z0-9_]+)\.sql$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileName();
}
