namespace PartnerLrs.Partners.Contracts;

/// <summary>Is told, after commit, that the directory has changed. A nudge only: it may be lost, so observers also look by themselves.</summary>
public interface IDirectoryObserver
{
    /// <summary>Something changed. Returns at once.</summary>
    void Changed();
}
