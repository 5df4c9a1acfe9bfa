namespace PartnerLrs.Conformance;

/// <summary>What to check, and how to get in.</summary>
/// <param name="Endpoint">Where the LRS is, e.g. <c>http://127.0.0.1:8080/xapi</c>.</param>
/// <param name="Key">The key of HTTP Basic.</param>
/// <param name="Secret">The secret of HTTP Basic. Its credential has to read and write all statements.</param>
/// <param name="Version">The version that is spoken and checked.</param>
public sealed record ConformanceOptions(Uri Endpoint, string Key, string Secret, SpokenVersion Version)
{
    /// <summary>Only requirements whose section, name or sentence contains this; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Report as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>How long a stored statement may take to be readable, which the standard leaves open. Default 10 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Measures waiting.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
