namespace PartnerLrs.Kernel;

/// <summary>The families of expected failure.</summary>
public enum ErrorKind
{
    /// <summary>The request or document is wrong.</summary>
    Invalid,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>The request contradicts what is already there.</summary>
    Conflict,

    /// <summary>The caller may not do this.</summary>
    Forbidden,
}
