namespace PartnerLrs.Bench.Results;

/// <summary>What the log takes on disk.</summary>
/// <param name="LogBytes">Its tables with their indexes (PostgreSQL), or the database file (SQLite).</param>
/// <param name="Statements">How many statements it holds.</param>
/// <param name="SentBytes">A statement's bytes as sent, on average.</param>
/// <param name="StoredBytes">A statement's bytes as the LRS gives them back, on average.</param>
internal sealed record Disk(long LogBytes, long Statements, double SentBytes, double StoredBytes)
{
    /// <summary>Bytes on disk for a statement.</summary>
    public double BytesPerStatement => (double)LogBytes / Statements;

    /// <summary>Bytes on disk for a byte of statement as given back.</summary>
    public double Ratio => BytesPerStatement / StoredBytes;
}
