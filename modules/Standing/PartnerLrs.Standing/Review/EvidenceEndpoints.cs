using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Feeds;

namespace PartnerLrs.Standing.Review;

/// <summary><c>/api/v1/evidence</c>: what does not count and why, and accepting it. A partner's own credential reads what concerns its people and accepts nothing.</summary>
internal sealed class EvidenceEndpoints(Acceptances acceptances, UnmatchedEvidence unmatched, RulingStore rulings, IPartnerDirectory directory, IProgramCatalog catalog, TimeProvider clock)
{
    private const string Path = "/api/v1/evidence";
    private const int MaximumBytes = 64 * 1024;
    private const int MaximumReason = 1000;
    private const int MaximumCourse = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
                Path,
                (HttpContext context, EvidenceEndpoints evidence, StandingContext rows, string? state = null, string? partner = null, string? person = null, string? course = null, string? limit = null, string? after = null) =>
                    evidence.ListAsync(context, rows, state, partner, person, course))
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListEvidence").WithTags("Evidence").WithSummary("List evidence that does not count, with its reason and a hint")
            .WithDescription(
                "state: quarantined (unless given: waits for somebody who accepts it), accepted, pending (its timestamp is still to come), or unmatched (about an activity near a course's, or about a course by "
                + "somebody whom nobody knows). unmatched looks through the log piece by piece: a part may be empty and still have a next one.")
            .Produces<ListPage<EvidenceResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapGet(Path + "/{statementId}", (string statementId, HttpContext context, EvidenceEndpoints evidence, StandingContext rows) => evidence.GetAsync(statementId, context, rows))
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetEvidence").WithTags("Evidence").WithSummary("Get evidence that does not count by itself, with all that was said of it")
            .Produces<EvidenceResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapPost(Path + "/{statementId}/acceptance", (string statementId, HttpContext context, EvidenceEndpoints evidence, StandingContext rows) => evidence.AcceptAsync(statementId, context, rows))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("AcceptEvidence").WithTags("Evidence").WithSummary("Accept quarantined evidence: it counts from now on as of its timestamp")
            .Accepts<AcceptanceDocument>("application/json")
            .Produces<EvidenceResource>()
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        endpoints.MapDelete(Path + "/{statementId}/acceptance", (string statementId, HttpContext context, EvidenceEndpoints evidence, StandingContext rows, string? reason = null) => evidence.TakeBackAsync(statementId, context, rows, reason))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("TakeBackAcceptance").WithTags("Evidence").WithSummary("Take an acceptance back; what was known before stays as it was")
            .WithDescription("reason: why; 1 to 1,000 characters.")
            .Produces<EvidenceResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private async Task<IResult> ListAsync(HttpContext context, StandingContext rows, string? state, string? partner, string? person, string? course)
    {
        if (!ListRequest.Read(context.Request, "state", "partner", "person", "course").TryGet(out var list, out var error))
            return Problems.From(error);
        state ??= ReviewState.Quarantined;
        if (!ReviewState.All.Contains(state))
            return Problems.From(Error.Invalid("invalid-parameter", $"state: expected one of {string.Join(", ", ReviewState.All)}, found '{Query.Shorten(state)}'."));
        if (course is not null && (course.Length is 0 or > MaximumCourse || course.Any(char.IsControl)))
            return Problems.From(Error.Invalid("invalid-parameter", "course: expected a course's id."));
        var bound = context.Credential().PartnerId;
        var ofPartner = bound;
        if (partner is not null)
        {
            ofPartner = await directory.ResolvePartnerAsync(partner, context.RequestAborted);
            if (ofPartner is null || (bound is not null && bound != ofPartner))
                return Problems.From(Error.NotFound("unknown-partner", $"partner: no partner is named '{Query.Shorten(partner)}'."));
        }

        string? ofPerson = null;
        if (person is not null)
        {
            ofPerson = (await directory.ResolvePeopleAsync([person], bound, context.RequestAborted)).GetValueOrDefault(person);
            if (ofPerson is null)
                return Problems.From(Error.NotFound("unknown-person", $"person: nobody is named '{Query.Shorten(person)}'."));
        }

        return state == ReviewState.Unmatched
            ? await UnmatchedAsync(context, list, bound, partner, ofPerson, course)
            : Results.Ok(list.Page(context.Request, await ReadAsync(rows, list, state, ofPartner, ofPerson, course, context.RequestAborted), item => item.StatementId));
    }

    private async Task<IResult> UnmatchedAsync(HttpContext context, ListRequest list, string? bound, string? partner, string? person, string? course)
    {
        if (bound is not null)
            return Problems.From(new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; unmatched evidence is nobody's yet."));
        if (partner is not null)
            return Problems.From(Error.Invalid("invalid-parameter", "partner: unmatched evidence is of no partner yet; ask by course."));
        var (found, lookedThrough) = await unmatched.FindAsync(course, person, list.After.Length == 0 ? null : Guid.ParseExact(list.After, "D"), list.Limit, context.RequestAborted);
        return Results.Ok(new ListPage<EvidenceResource>(found, lookedThrough is { } last ? ListRequest.Next(context.Request, last.ToString("D")) : null));
    }

    private async Task<List<EvidenceResource>> ReadAsync(StandingContext context, ListRequest list, string state, string? partner, string? person, string? course, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var rows = context.Reviews.AsNoTracking().Where(review => string.Compare(review.StatementId, list.After) > 0);
        if (partner is not null)
            rows = rows.Where(review => review.PartnerId == partner);
        if (person is not null)
            rows = rows.Where(review => review.PersonId == person);
        if (course is not null)
            rows = rows.Where(review => review.Course == course);
        rows = state switch
        {
            ReviewState.Accepted => rows.Where(review => review.AcceptedAt != null),
            ReviewState.Pending => rows.Where(review => review.Verdict == ReviewReason.Future && review.EffectiveAt > now),
            _ => rows.Where(review => review.AcceptedAt == null && review.Verdict != ReviewReason.Future),
        };
        return await DescribeAsync(await rows.OrderBy(review => review.StatementId).Take(list.Limit + 1).ToListAsync(cancellationToken), cancellationToken);
    }

    private async Task<List<EvidenceResource>> DescribeAsync(List<ReviewEntity> reviews, CancellationToken cancellationToken)
    {
        var policy = (await catalog.InForceAsync(clock.UtcNow(), cancellationToken))?.Policy;
        var said = (await rulings.OfAsync([.. reviews.Select(review => Guid.ParseExact(review.StatementId, "D"))], cancellationToken)).ToLookup(ruling => ruling.StatementId.ToString("D"), StringComparer.Ordinal);
        return reviews.ConvertAll(review => new EvidenceResource
        {
            StatementId = review.StatementId,
            State = review.Verdict == ReviewReason.Future ? ReviewState.Pending : review.AcceptedAt is null ? ReviewState.Quarantined : ReviewState.Accepted,
            Reason = review.Verdict,
            Hint = ReviewWords.Of(review, policy),
            Person = review.PersonId,
            Partner = review.PartnerId,
            Course = review.Course,
            Activity = review.Activity,
            Authority = review.Authority,
            Signer = review.Signer,
            Timestamp = review.EffectiveAt,
            Stored = review.KnownAt,
            Rulings = [.. said[review.StatementId].Select(ruling => new EvidenceRuling(ruling.Accepted, ruling.Reason, ruling.At, ruling.By))],
        });
    }

    private async Task<IResult> GetAsync(string statementId, HttpContext context, StandingContext rows) =>
        Query.Allow(context.Request) is { } unknown ? Problems.From(unknown) : await AnswerAsync(statementId, context, rows);

    private async Task<IResult> AnswerAsync(string statementId, HttpContext context, StandingContext rows)
    {
        var bound = context.Credential().PartnerId;
        var found = Guid.TryParseExact(statementId, "D", out var id)
            ? await rows.Reviews.AsNoTracking().Where(review => review.StatementId == id.ToString("D") && (bound == null || review.PartnerId == bound)).ToListAsync(context.RequestAborted)
            : [];
        return await DescribeAsync(found, context.RequestAborted) is [var item] ? Results.Ok(item) : Unknown(statementId);
    }

    private async Task<IResult> AcceptAsync(string statementId, HttpContext context, StandingContext rows)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        if (context.Credential().PartnerId is not null)
            return Bound();
        if (!Guid.TryParseExact(statementId, "D", out var id))
            return Unknown(statementId);
        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes);
        if (document is null)
            return refusal!;
        using (document)
        {
            var errors = new List<Error>();
            var body = ObjectReader.Of(document.RootElement, "", errors);
            body?.Allow("reason");
            var reason = body?.Text("reason", MaximumReason, required: true);
            if (errors.Count > 0 || reason is null)
                return Problems.From(errors);
            return await acceptances.AcceptAsync(id, reason, context.Credential().Name, context.RequestAborted) is { } error
                ? Problems.From(error)
                : await AnswerAsync(statementId, context, rows);
        }
    }

    private async Task<IResult> TakeBackAsync(string statementId, HttpContext context, StandingContext rows, string? reason)
    {
        if (Query.Allow(context.Request, "reason") is { } unknown)
            return Problems.From(unknown);
        if (context.Credential().PartnerId is not null)
            return Bound();
        if (!Guid.TryParseExact(statementId, "D", out var id))
            return Unknown(statementId);
        if (string.IsNullOrEmpty(reason) || reason.Length > MaximumReason || reason.Any(char.IsControl))
            return Problems.From(Error.Invalid("invalid-parameter", $"reason: say why the acceptance is taken back, in 1 to {MaximumReason} characters."));
        return await acceptances.TakeBackAsync(id, reason, context.Credential().Name, context.RequestAborted) is { } error
            ? Problems.From(error)
            : await AnswerAsync(statementId, context, rows);
    }

    private static IResult Bound() => Problems.From(new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; nobody accepts evidence for themselves."));

    private static IResult Unknown(string id) => Problems.From(Error.NotFound("unknown-evidence", $"No statement '{Query.Shorten(id)}' of a known person for a course waits here."));
}
