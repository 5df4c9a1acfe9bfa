using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.Gates;

/// <summary>Why a check among several has no answer: the problem (RFC 9457) that it would be answered with alone.</summary>
/// <param name="Type"><c>urn:partnerlrs:problem:</c> and the stable code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="Errors">What was wrong in the document, with pointers into it; absent when nothing was.</param>
internal sealed record GateCheckProblem(string Type, int Status, string Detail, IReadOnlyList<RowError>? Errors)
{
    public static GateCheckProblem Of(IReadOnlyList<Error> errors, string pointer)
    {
        var (code, detail) = errors.Count == 1 ? (errors[0].Code, errors[0].Message) : ("invalid-document", $"{errors.Count} things are wrong with this check.");
        var pointed = errors.Where(error => error.Pointer is not null).Select(error => new RowError(pointer + error.Pointer, error.Code, error.Message)).ToList();
        return new GateCheckProblem(Problems.TypePrefix + code, Problems.Status(errors[0].Kind), detail, pointed.Count > 0 ? pointed : null);
    }
}
