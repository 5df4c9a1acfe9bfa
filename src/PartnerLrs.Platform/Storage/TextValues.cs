using System.Text.Json;

namespace PartnerLrs.Platform.Storage;

/// <summary>Several texts as one parameter: an array on PostgreSQL (<c>= ANY (@x)</c>), a JSON array on SQLite (<c>IN (SELECT value FROM json_each(@x))</c>).</summary>
public static class TextValues
{
    /// <summary>The texts as the dialect's driver takes them.</summary>
    public static object Texts(this Database database, string[] texts) => database.Dialect == Dialect.Sqlite ? JsonSerializer.Serialize(texts) : texts;
}
