namespace PartnerLrs.Platform.Startup;

/// <summary>What the process exits with, for scripts. The numbers are part of the command line's contract.</summary>
public enum ExitCode
{
    /// <summary>It did what was asked.</summary>
    Ok = 0,

    /// <summary>Something unforeseen; the log says more.</summary>
    Unexpected = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Configuration = 2,

    /// <summary>The database cannot be opened, written or migrated, or comes from a newer version.</summary>
    Storage = 3,

    /// <summary>The address to listen on is taken or not allowed.</summary>
    Address = 4,

    /// <summary>A document or request that the command was given is not valid.</summary>
    InvalidInput = 5,
}
