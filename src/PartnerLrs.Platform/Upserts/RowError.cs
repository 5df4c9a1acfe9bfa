using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Upserts;

/// <summary>What was wrong with a row of an array.</summary>
/// <param name="Pointer">JSON pointer into the array that was sent.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record RowError(string Pointer, string Code, string Message)
{
    /// <summary>An error of a row.</summary>
    public static RowError Of(int index, Error error) => new($"/{index}{error.Pointer}", error.Code, error.Message);
}
