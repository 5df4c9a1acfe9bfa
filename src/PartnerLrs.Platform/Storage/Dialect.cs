namespace PartnerLrs.Platform.Storage;

/// <summary>The two databases; which one is decided by the connection string alone.</summary>
public enum Dialect
{
    /// <summary>SQLite, embedded: one process, one folder, no server.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later.</summary>
    Postgres,
}
