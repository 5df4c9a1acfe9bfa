namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>The log's tables for its writer; one implementation per dialect.</summary>
internal interface ILogStorage : IAsyncDisposable
{
    /// <summary>Begins a transaction that no other writer of the log, in any process, can stand beside.</summary>
    Task<ILogTransaction> BeginAsync();
}
