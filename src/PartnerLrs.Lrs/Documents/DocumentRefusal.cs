namespace PartnerLrs.Lrs.Documents;

/// <summary>Why a change was refused. Nothing was changed.</summary>
/// <param name="Status">The status code that the standard sets.</param>
/// <param name="Code">The problem's stable code.</param>
/// <param name="Message">One sentence: what is wrong and what would help.</param>
internal sealed record DocumentRefusal(int Status, string Code, string Message);
