using System.Data.Common;

namespace PartnerLrs.Platform.Storage;

/// <summary>Sixteen-byte values in columns: <c>uuid</c> on PostgreSQL, a big-endian blob on SQLite. Both sort alike.</summary>
public static class UuidValues
{
    /// <summary>The value as the dialect's driver takes it.</summary>
    public static object Uuid(this Database database, Guid value) =>
        database.Dialect == Dialect.Postgres ? value : value.ToByteArray(bigEndian: true);

    /// <summary>The value of a column, or null.</summary>
    public static Guid? ReadUuid(this Database database, DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal))
            return null;
        return database.Dialect == Dialect.Postgres ? row.GetGuid(ordinal) : new Guid(row.GetFieldValue<byte[]>(ordinal), bigEndian: true);
    }

    /// <summary>
    /// A condition that a column is one of several values, with its parameters added: an array on PostgreSQL, a list on SQLite (which takes up to
    /// 32,766 of them; callers ask in pieces of at most <see cref="MaximumValues"/>).
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="command">The command that takes the parameters.</param>
    /// <param name="column">The column, from the code, never from input.</param>
    /// <param name="values">The values.</param>
    public static string UuidIn(this Database database, DbCommand command, string column, IReadOnlyCollection<Guid> values)
    {
        if (values.Count > MaximumValues)
            throw new ArgumentException($"At most {MaximumValues} values at once.", nameof(values));
        var prefix = $"p{command.Parameters.Count}_";
        if (database.Dialect == Dialect.Postgres)
        {
            command.Add(prefix, values.ToArray());
            return $"{column} = ANY(@{prefix})";
        }

        var names = values.Select((value, i) => command.Add($"{prefix}{i}", value.ToByteArray(bigEndian: true)).ParameterName).Select(name => $"@{name}");
        return $"{column} IN ({string.Join(", ", names)})";
    }

    /// <summary>How many values <see cref="UuidIn"/> takes at once.</summary>
    public const int MaximumValues = 10_000;
}
