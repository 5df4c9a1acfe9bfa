namespace PartnerLrs.Program.Contracts;

/// <summary>
/// Hears of each policy version that this process published, after it is committed. Register any number in the container.
/// A failing observer is logged and does not undo the publication, so an observer must also catch up by itself.
/// </summary>
public interface IPolicyObserver
{
    /// <summary>A version was published and is in the catalog.</summary>
    /// <param name="number">The version's number.</param>
    /// <param name="cancellationToken">Cancelled when the process stops.</param>
    Task PolicyPublishedAsync(int number, CancellationToken cancellationToken);
}
