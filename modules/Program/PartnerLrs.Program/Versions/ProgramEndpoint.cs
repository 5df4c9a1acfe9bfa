using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Program.Comparison;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;
using PartnerLrs.Program.Drafts;

namespace PartnerLrs.Program.Versions;

/// <summary><c>/api/v1/program</c>: the policy document and its versions.</summary>
internal sealed class ProgramEndpoint(
    IProgramCatalog catalog, IProgramPublisher publisher, VersionStore store, DraftStore drafts, TimeProvider clock, IOptions<ProgramOptions> options)
{
    /// <summary>The path of the versions.</summary>
    public const string VersionsPath = "/api/v1/program/versions";

    /// <summary><c>GET /program</c></summary>
    public async Task<IResult> GetInForceAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        return await catalog.InForceAsync(clock.UtcNow(), context.RequestAborted) is { } version
            ? await DocumentAsync(version.Number, context.RequestAborted)
            : Problems.From(Error.NotFound("no-policy", $"No programme is in force now; publish one with POST {VersionsPath}."));
    }

    /// <summary><c>GET /program/versions</c></summary>
    public async Task<IResult> ListAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        var versions = await catalog.AllAsync(context.RequestAborted);
        return Results.Ok(new VersionList([.. versions.Select(Summary)]));
    }

    /// <summary><c>GET /program/versions/{number}</c></summary>
    public async Task<IResult> GetAsync(string number, HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? await DocumentAsync(parsed, context.RequestAborted)
            : Problems.From(Unknown(number));
    }

    /// <summary><c>GET /program/versions/{number}/diff</c></summary>
    public async Task<IResult> DiffAsync(string number, HttpContext context)
    {
        if (Query.Allow(context.Request, "to") is { } error)
            return Problems.From(error);
        var to = context.Request.Query["to"].ToString();
        if (to.Length == 0)
            return Problems.From(Error.Invalid("missing-parameter", "Expected the query parameter 'to': the number of another version, or draft."));
        if (await FindAsync(number, context.RequestAborted) is not { } from)
            return Problems.From(Unknown(number));
        if (to == "draft")
        {
            return await drafts.ReadAsync(context.RequestAborted) is { } draft
                ? Results.Ok(new VersionDifference(from.Number, to, PolicyComparison.Of(from.Document, draft.Document)))
                : Problems.From(DraftEndpoint.None);
        }
        return await FindAsync(to, context.RequestAborted) is { } other
            ? Results.Ok(new VersionDifference(from.Number, to, PolicyComparison.Of(from.Document, other.Document)))
            : Problems.From(Unknown(to));
    }

    /// <summary><c>POST /program/versions</c></summary>
    public async Task<IResult> PublishAsync(HttpContext context)
    {
        if (Query.Allow(context.Request, "effective", "draft") is { } error)
            return Problems.From(error);
        if (RefuseBound(context) is { } refused)
            return refused;
        var effective = Query.Instant(context.Request, "effective");
        if (effective.Error is { } wrong)
            return Problems.From(wrong);
        var fromDraft = context.Request.Query["draft"].ToString();
        if (fromDraft is not ("" or "true" or "false"))
            return Problems.From(Error.Invalid("invalid-draft", $"draft: expected true or false, found '{Query.Shorten(fromDraft)}'."));
        return fromDraft == "true"
            ? await PublishDraftAsync(effective.Value, context)
            : await PublishBodyAsync(effective.Value, context);
    }

    /// <summary><c>POST /program/validate</c></summary>
    public async Task<IResult> ValidateAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        return (await JsonBody.ReadBytesAsync(context.Request, options.Value.MaximumDocumentBytes)).TryGet(out var document, out var unread)
            ? Results.Ok(ValidationAnswer.Of(publisher.Validate(document)))
            : Problems.From(unread);
    }

    /// <summary><c>GET /program/schema</c></summary>
    public static IResult GetSchema(HttpContext context) =>
        Query.Allow(context.Request) is { } error ? Problems.From(error) : Results.Bytes(PolicySchema.Utf8, "application/schema+json");

    /// <summary>The refusal of a credential that is bound to a partner; null for others.</summary>
    public static IResult? RefuseBound(HttpContext context) => context.Credential().PartnerId is null
        ? null
        : Problems.Of(StatusCodes.Status403Forbidden, "partner-bound", "A credential that is bound to a partner cannot write the programme.");

    private async Task<IResult> PublishBodyAsync(DateTime? effective, HttpContext context) =>
        (await JsonBody.ReadBytesAsync(context.Request, options.Value.MaximumDocumentBytes)).TryGet(out var document, out var unread)
            ? Told(await publisher.PublishAsync(document, effective, context.RequestAborted))
            : Problems.From(unread);

    private async Task<IResult> PublishDraftAsync(DateTime? effective, HttpContext context)
    {
        if (context.Request.ContentLength > 0)
            return Problems.From(Error.Invalid("draft-and-body", "With draft=true the draft is published: send no document, or leave the parameter out."));
        if (await drafts.ReadAsync(context.RequestAborted) is not { } draft)
            return Problems.From(DraftEndpoint.None);
        var publication = await publisher.PublishAsync(draft.Document, effective, context.RequestAborted);
        // It is a version now; a draft that was saved meanwhile stays.
        if (publication.Version is not null)
            await drafts.DeleteAsync(draft, CancellationToken.None);
        return Told(publication);
    }

    private static IResult Told(Publication publication) => publication switch
    {
        { Version: { } version, IsNew: true } => Results.Created($"{VersionsPath}/{version.Number}", Published(version, publication)),
        { Version: { } version } => Results.Ok(Published(version, publication)),
        { Errors: [{ Kind: ErrorKind.Conflict } conflict] } => Problems.From(conflict),
        { Errors: var errors } => Problems.Invalid("invalid-policy", $"The policy document has {Count(errors)}; nothing was published.", errors),
    };

    private static PublishedVersion Published(PolicyVersion version, Publication publication) =>
        new(version.Number, version.EffectiveAt, version.PublishedAt, Finding.Of(publication.Advice));

    private async Task<VersionRow?> FindAsync(string number, CancellationToken cancellationToken) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? await store.FindAsync(parsed, cancellationToken) : null;

    private async Task<IResult> DocumentAsync(int number, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(number, cancellationToken) is not { } row)
            return Problems.From(Unknown(number.ToString(CultureInfo.InvariantCulture)));
        using var document = JsonDocument.Parse(PolicyDocument.WithoutMark(row.Document));
        return Results.Ok(new VersionDocument(row.Number, row.EffectiveAt, row.PublishedAt, document.RootElement.Clone()));
    }

    private static Error Unknown(string number) =>
        Error.NotFound("unknown-version", $"There is no policy version '{Query.Shorten(number)}'; GET {VersionsPath} lists them.");

    private static string Count(IReadOnlyList<Error> errors) => errors.Count == 1 ? "1 error" : $"{errors.Count} errors";

    private static VersionSummary Summary(PolicyVersion version) => new(version.Number, version.EffectiveAt, version.PublishedAt);
}
