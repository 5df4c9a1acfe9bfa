using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Pump;

/// <summary>How many grains a pump keeps busy at once.</summary>
internal static class Concurrency
{
    /// <summary>SQLite takes one writer at a time: more callers would only wait on threads. PostgreSQL shares syncs among them.</summary>
    public static int Of(Database database) => database.Dialect == Dialect.Sqlite ? 2 : 16;
}
