namespace PartnerLrs.Program.Versions;

/// <summary>Whether a document could be published.</summary>
/// <param name="Valid">Whether nothing is wrong with it.</param>
/// <param name="Errors">What is wrong with it.</param>
internal sealed record ValidationAnswer(bool Valid, IReadOnlyList<ValidationAnswer.Item> Errors)
{
    /// <summary>One error.</summary>
    /// <param name="Pointer">Where it is: an RFC 6901 pointer into the document.</param>
    /// <param name="Code">Which error it is; stable.</param>
    /// <param name="Message">One sentence for a person: what was expected and what was found.</param>
    internal sealed record Item(string Pointer, string Code, string Message);
}
