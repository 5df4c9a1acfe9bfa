using System.Collections.Concurrent;
using System.Reflection;

namespace PartnerLrs.Platform.Storage;

/// <summary>
/// SQL that stands in files beside the feature that runs it: <c>Name.postgres.sql</c> and <c>Name.sqlite.sql</c>, or one
/// <c>Name.sql</c> where both dialects agree.
/// </summary>
public static class SqlText
{
    private static readonly ConcurrentDictionary<(Assembly, string, Dialect), string> Loaded = new();

    /// <summary>The text of a file, for a dialect.</summary>
    /// <param name="anchor">Any type of the assembly that embeds the file.</param>
    /// <param name="name">The file's path in the project without ending, e.g. <c>Statements/Insert</c>.</param>
    /// <param name="dialect">The dialect.</param>
    /// <exception cref="InvalidOperationException">The assembly embeds no such file.</exception>
    public static string Load(Type anchor, string name, Dialect dialect) =>
        Loaded.GetOrAdd((anchor.Assembly, name, dialect), static key =>
        {
            var (assembly, name, dialect) = key;
            var ending = dialect == Dialect.Sqlite ? "sqlite" : "postgres";
            return Read(assembly, $"{name}.{ending}.sql") ?? Read(assembly, $"{name}.sql")
                ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds neither {name}.{ending}.sql nor {name}.sql.");
        });

    internal static string? Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
