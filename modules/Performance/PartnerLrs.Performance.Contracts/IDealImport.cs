namespace PartnerLrs.Performance.Contracts;

/// <summary>Takes deals from a file, however long, as <c>POST /api/v1/deals</c> takes them from a request.</summary>
public interface IDealImport
{
    /// <summary>Applies every row that is right, in batches; what is wrong with a row costs no other.</summary>
    /// <param name="file">A JSON array of deals, or one deal on each line (JSON Lines), in UTF-8.</param>
    /// <param name="dryRun">Whether everything is done but committed. Each batch is judged by what is there, not by the batches before it.</param>
    /// <param name="refused">Is told of each row that was refused.</param>
    /// <param name="cancellationToken">Ends it between two batches; what was applied stays.</param>
    Task<DealImportCount> ImportAsync(Stream file, bool dryRun, Action<DealImportError> refused, CancellationToken cancellationToken);
}

/// <summary>What came of an import.</summary>
/// <param name="Created">How many deals were created.</param>
/// <param name="Updated">How many were updated.</param>
/// <param name="Unchanged">How many were as they are already.</param>
/// <param name="Failed">How many rows were refused.</param>
public sealed record DealImportCount(int Created, int Updated, int Unchanged, int Failed);

/// <summary>Why a row was refused.</summary>
/// <param name="Row">The row, from 1: its place in the array, or its line.</param>
/// <param name="Pointer">JSON pointer into the row.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record DealImportError(long Row, string Pointer, string Code, string Message);
