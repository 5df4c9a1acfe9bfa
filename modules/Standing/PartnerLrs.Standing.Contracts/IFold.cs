namespace PartnerLrs.Standing.Contracts;

/// <summary>The fold of statements into standing, for whoever waits for it.</summary>
public interface IFold
{
    /// <summary>Waits until every statement that is in the log now has reached its learner and partner.</summary>
    /// <param name="report">Is told what part of it is done (0 to 1).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task CarryLogAsync(Action<double> report, CancellationToken cancellationToken);

    /// <summary>Waits until every change of the directory and of the policy has reached whom it concerns.</summary>
    Task CarryDirectoryAsync(CancellationToken cancellationToken);
}
