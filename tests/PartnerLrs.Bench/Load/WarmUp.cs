using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Load;

/// <summary>
/// The time in which a load runs and nothing is measured. A server's code is compiled again, with what was seen of its use, for up to a minute under load and on the
/// same cores: what is measured meanwhile is the compiler.
/// </summary>
internal static class WarmUp
{
    private const double CompilingShare = 0.02;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Waits until the server is warm: for the given time at the least, then until it hardly compiles any more.</summary>
    /// <param name="atLeast">So long at the least; zero for not at all.</param>
    /// <param name="server">The server; null where the tool has not started it, so that only time counts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static Task WaitAsync(TimeSpan atLeast, ChildProcess? server, CancellationToken cancellationToken) => server is null
        ? Task.Delay(atLeast, cancellationToken)
        : Quiet.WaitAsync(() => server.CompilerTime, CompilingShare, atLeast, Look, Patience, cancellationToken);
}
