using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Testing;

/// <summary>SQL that makes chosen writes fail, so that a test can stop the fold at an instant that a process is hardly ever at.</summary>
public static class Fault
{
    /// <summary>The log pump's watermark cannot be written: learners have taken a page, and nobody knows.</summary>
    public static string Arm(Dialect dialect) => On(dialect, "OrleansStorage", "NEW.GrainTypeString LIKE '%log-pump%'");

    /// <summary>The award rows of one person are refused, whatever they say.</summary>
    public static string ArmFor(Dialect dialect, string person) => On(dialect, "standing_awards", $"NEW.person_id = '{person}'");

    /// <summary>No grain can keep anything, for a reason that waiting helps against: the database is at fault, not what is written.</summary>
    public static string ArmAway(Dialect dialect) => dialect == Dialect.Sqlite
        ? """
            CREATE TRIGGER fault_i BEFORE INSERT ON OrleansStorage BEGIN SELECT away(); END;
            CREATE TRIGGER fault_u BEFORE UPDATE ON OrleansStorage BEGIN SELECT away(); END
            """
        : On(dialect, "OrleansStorage", "TRUE").Replace("check_violation", "cannot_connect_now", StringComparison.Ordinal);

    /// <summary>All is well again.</summary>
    public static string Disarm(Dialect dialect) => dialect == Dialect.Sqlite
        ? "DROP TRIGGER IF EXISTS fault_i; DROP TRIGGER IF EXISTS fault_u"
        : "DROP FUNCTION IF EXISTS fault() CASCADE";

    private static string On(Dialect dialect, string table, string condition) => dialect == Dialect.Sqlite
        ? $"""
            CREATE TRIGGER fault_i BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'fault'); END;
            CREATE TRIGGER fault_u BEFORE UPDATE ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'fault'); END
            """
        : $"""
            CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fault' USING ERRCODE = 'check_violation'; END $$;
            CREATE TRIGGER fault BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION fault()
            """;
}
