namespace PartnerLrs.Bench.Subjects;

/// <summary>A database that the tool made for a server of ours. Disposing drops it, unless it is to be kept.</summary>
internal interface IBenchDatabase : IAsyncDisposable
{
    /// <summary>Which kind it is.</summary>
    DatabaseKind Kind { get; }

    /// <summary>As the server takes it.</summary>
    string ConnectionString { get; }

    /// <summary>The bytes that the log's tables take on disk, indexes included.</summary>
    Task<long> LogBytesAsync(CancellationToken cancellationToken);
}
