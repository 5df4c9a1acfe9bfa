using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Merges;

/// <summary><c>/api/v1/partners/{ref}/merge</c>, <c>/api/v1/people/{ref}/merge</c> and <c>/api/v1/merges</c>. A credential that is bound to a partner merges nothing.</summary>
internal static class MergeEndpoints
{
    private const int MaximumBytes = 64 * 1024;

    public static void MapMerges(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, new MergeSide.Partners(), "/api/v1/partners", "Partners", "Partner", "Merge a partner into another one: its id and references name that one, and both tiers last until the next review");
        Map(endpoints, new MergeSide.Persons(), "/api/v1/people", "People", "Person", "Merge a person into another one who is the same: identifiers and earlier work are that one's");
        endpoints.MapGet("/api/v1/merges", ListAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListMerges").WithTags("Partners").WithSummary("List merges, undone ones included")
            .Produces<ListPage<MergeResource>>().DescribesProblems(StatusCodes.Status400BadRequest);
    }

    private static void Map(IEndpointRouteBuilder endpoints, MergeSide side, string path, string tag, string name, string summary)
    {
        endpoints.MapPost(path + "/{ref}/merge", (HttpContext context, Merging merging, [FromRoute(Name = "ref")] string reference) => PostAsync(context, merging, side, reference))
            .RequireScope(Scopes.PartnersWrite)
            .WithName($"Merge{name}").WithTags(tag).WithSummary(summary)
            .Accepts<MergeDocument>("application/json")
            .Produces<MergeResource>()
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        endpoints.MapDelete(path + "/{ref}/merge", (HttpContext context, Merging merging, [FromRoute(Name = "ref")] string reference, string? reason = null) => UndoAsync(context, merging, side, reference, reason))
            .RequireScope(Scopes.PartnersWrite)
            .WithName($"Undo{name}Merge").WithTags(tag).WithSummary("Undo a merge; ref is the one that was merged")
            .WithDescription("reason: why; 1 to 1,000 characters.")
            .Produces<MergeResource>()
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> PostAsync(HttpContext context, Merging merging, MergeSide side, string reference)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        if (context.Credential().PartnerId is not null)
            return Bound();
        if (!Reference.TryParse(reference, out var absorbed))
            return Problems.From(Error.NotFound($"unknown-{side.Noun}", $"No {side.Noun} is named '{Query.Shorten(reference)}'."));
        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes);
        if (document is null)
            return refusal!;
        using (document)
        {
            var errors = new List<Error>();
            var body = ObjectReader.Of(document.RootElement, "", errors) is { } reader ? MergeBody.Read(reader) : null;
            if (errors.Count > 0 || body is null)
                return Problems.From(errors);
            return Answer(await merging.MergeAsync(side, absorbed, body, context.Credential().Name, context.RequestAborted));
        }
    }

    private static async Task<IResult> UndoAsync(HttpContext context, Merging merging, MergeSide side, string reference, string? reason)
    {
        if (Query.Allow(context.Request, "reason") is { } unknown)
            return Problems.From(unknown);
        if (context.Credential().PartnerId is not null)
            return Bound();
        if (!Reference.TryParse(reference, out var absorbed))
            return Problems.From(Error.NotFound($"unknown-{side.Noun}", $"No {side.Noun} is named '{Query.Shorten(reference)}'."));
        if (string.IsNullOrEmpty(reason) || reason.Length > MergeBody.MaximumReason || reason.Any(char.IsControl))
            return Problems.From(Error.Invalid("invalid-parameter", $"reason: say why the merge is undone, in 1 to {MergeBody.MaximumReason} characters."));
        return Answer(await merging.UndoAsync(side, absorbed, reason, context.Credential().Name, context.RequestAborted));
    }

    private static async Task<IResult> ListAsync(HttpContext context, PartnersContext db, string? limit = null, string? after = null)
    {
        if (!ListRequest.Read(context.Request).TryGet(out var list, out var error))
            return Problems.From(error);
        // A partner's own credential reads of the merges of that partner.
        var bound = context.Credential().PartnerId;
        var found = await db.Merges.AsNoTracking()
            .Where(m => string.Compare(m.Id, list.After) > 0 && (bound == null || (m.Kind == MergeKind.Partner && (m.AbsorbedId == bound || m.IntoId == bound))))
            .OrderBy(m => m.Id).Take(list.Limit + 1).ToListAsync(context.RequestAborted);
        return Results.Ok(list.Page(context.Request, found.ConvertAll(MergeResource.Of), merge => merge.Id));
    }

    private static IResult Answer(Result<Merge> result) => result.TryGet(out var merge, out var error) ? Results.Ok(MergeResource.Of(merge)) : Problems.From(error);

    private static IResult Bound() => Problems.From(new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; who is the same as whom is not for partners to say."));
}
