namespace PartnerLrs.Bench.Subjects;

/// <summary>Which database a server of ours runs on.</summary>
internal enum DatabaseKind
{
    /// <summary>A SQLite file.</summary>
    Sqlite,

    /// <summary>A database on a PostgreSQL server.</summary>
    Postgres,
}
