namespace PartnerLrs.Performance.Contracts;

/// <summary>Is told, after commit, that deals have changed. A nudge only: it may be lost, so observers also look by themselves.</summary>
public interface IDealObserver
{
    /// <summary>Something changed. Returns at once.</summary>
    void Changed();
}
