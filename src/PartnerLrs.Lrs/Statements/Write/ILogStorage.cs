namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>The log's tables for its writer; one implementation per dialect.</summary>
internal interface ILogStorage : IAsyncDisposable
{
    /// <summary>Begins a transaction that no other writer of the log, in any process, can stand beside.</summary>
    Task<ILogTransaction> BeginAsync();

    /// <summary>Whether what was committed is on disk only once <see cref="SettleAsync"/> has been called after it.</summary>
    bool SettlesLater { get; }

    /// <summary>Brings to disk all that was committed before. May be called while another transaction is under way.</summary>
    Task SettleAsync();
}
