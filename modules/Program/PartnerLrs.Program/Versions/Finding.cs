using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Versions;

/// <summary>Something to say of a document.</summary>
/// <param name="Pointer">Where it is: an RFC 6901 pointer into the document.</param>
/// <param name="Code">What it is; stable.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record Finding(string Pointer, string Code, string Message)
{
    /// <summary>Advice as findings.</summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<PolicyAdvice> advice) =>
        [.. advice.Select(item => new Finding(item.Pointer, item.Code, item.Message))];
}
