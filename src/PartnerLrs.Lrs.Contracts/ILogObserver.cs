namespace PartnerLrs.Lrs.Contracts;

/// <summary>Is told, after commit, that the log has grown. A nudge only: it may be lost, so observers also look by themselves.</summary>
public interface ILogObserver
{
    /// <summary>The log now reaches this far. Returns at once.</summary>
    void Grown(long seq);
}
