namespace PartnerLrs.Platform.Upserts;

/// <summary>Runs a module's writing transactions: one at a time, so that what a row was judged by still holds at commit.</summary>
/// <typeparam name="TTransaction">The module's transaction.</typeparam>
public interface IUpsertWriter<out TTransaction>
{
    /// <summary>Runs work in a transaction and commits what it changed.</summary>
    /// <param name="partnerId">The partner that the caller's credential is bound to, or null.</param>
    /// <param name="dryRun">Whether everything is done but committed.</param>
    /// <param name="work">Changes rows and notes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<T> WriteAsync<T>(string? partnerId, bool dryRun, Func<TTransaction, Task<T>> work, CancellationToken cancellationToken);
}
