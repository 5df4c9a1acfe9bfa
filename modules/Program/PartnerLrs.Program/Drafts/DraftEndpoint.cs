using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;
using PartnerLrs.Program.Versions;

namespace PartnerLrs.Program.Drafts;

/// <summary><c>/api/v1/program/draft</c>: the policy document that is being worked on.</summary>
internal sealed class DraftEndpoint(DraftStore drafts, IOptions<ProgramOptions> options)
{
    /// <summary>That there is no draft.</summary>
    public static readonly Error None = Error.NotFound("no-draft", "There is no draft; save one with PUT /api/v1/program/draft.");

    /// <summary><c>GET /program/draft</c></summary>
    public async Task<IResult> GetAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        return await drafts.ReadAsync(context.RequestAborted) is { } draft ? Results.Ok(Told(draft)) : Problems.From(None);
    }

    /// <summary><c>PUT /program/draft</c></summary>
    public async Task<IResult> PutAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        if (ProgramEndpoint.RefuseBound(context) is { } refused)
            return refused;
        if (!(await JsonBody.ReadBytesAsync(context.Request, options.Value.MaximumDocumentBytes)).TryGet(out var document, out var unread))
            return Problems.From(unread);
        var saved = await drafts.SaveAsync(document, context.Credential().Name, context.RequestAborted);
        return saved.TryGet(out var draft, out var wrong) ? Results.Ok(Told(draft)) : Problems.From(wrong);
    }

    /// <summary><c>DELETE /program/draft</c></summary>
    public async Task<IResult> DeleteAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        if (ProgramEndpoint.RefuseBound(context) is { } refused)
            return refused;
        return await drafts.ReadAsync(context.RequestAborted) is { } draft && await drafts.DeleteAsync(draft, context.RequestAborted)
            ? Results.NoContent()
            : Problems.From(None);
    }

    private static DraftDocument Told(PolicyDraft draft)
    {
        using var document = JsonDocument.Parse(PolicyDocument.WithoutMark(draft.Document));
        var findings = ValidationAnswer.Of(draft.Findings);
        return new DraftDocument(draft.SavedAt, draft.SavedBy, findings.Valid, findings.Errors, findings.Advice, document.RootElement.Clone());
    }
}
