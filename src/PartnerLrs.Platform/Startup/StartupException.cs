namespace PartnerLrs.Platform.Startup;

/// <summary>The process cannot do what it was started for. The message is the one sentence that the operator sees.</summary>
/// <param name="exitCode">What to exit with.</param>
/// <param name="message">Names what was wrong and what was expected.</param>
/// <param name="inner">The cause.</param>
public sealed class StartupException(ExitCode exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to exit with.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
