using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Versions;

/// <summary>Whether a document could be published.</summary>
/// <param name="Valid">Whether nothing is wrong with it.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="Advice">What is allowed and yet probably not meant.</param>
internal sealed record ValidationAnswer(bool Valid, IReadOnlyList<Finding> Errors, IReadOnlyList<Finding> Advice)
{
    /// <summary>The answer that says this.</summary>
    public static ValidationAnswer Of(PolicyFindings findings) => new(
        findings.Errors.Count == 0,
        [.. findings.Errors.Select(error => new Finding(error.Pointer ?? "", error.Code, error.Message))],
        Finding.Of(findings.Advice));
}
