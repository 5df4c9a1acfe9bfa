using System.Data.Common;
using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Storage;

/// <summary>Values of a row's columns as the product keeps them, in either dialect.</summary>
public static class RowValues
{
    /// <summary>An instant (UTC).</summary>
    public static DateTime Instant(this DbDataReader row, int ordinal) => Timestamps.CutToMicrosecond(row.GetDateTime(ordinal));

    /// <summary>An instant (UTC), or null.</summary>
    public static DateTime? InstantOrNull(this DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.Instant(ordinal);

    /// <summary>A text, or null.</summary>
    public static string? TextOrNull(this DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
