using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Versions;

/// <summary><c>/api/v1/program</c>: the policy document and its versions.</summary>
internal sealed class ProgramEndpoint(
    IProgramCatalog catalog, IProgramPublisher publisher, VersionStore store, TimeProvider clock, IOptions<ProgramOptions> options)
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

    /// <summary><c>POST /program/versions</c></summary>
    public async Task<IResult> PublishAsync(HttpContext context)
    {
        if (Query.Allow(context.Request, "effective") is { } error)
            return Problems.From(error);
        if (context.Credential().PartnerId is not null)
            return Problems.Of(StatusCodes.Status403Forbidden, "partner-bound", "A credential that is bound to a partner cannot publish the programme.");
        var effective = Query.Instant(context.Request, "effective");
        if (effective.Error is { } wrong)
            return Problems.From(wrong);
        if (!(await JsonBody.ReadBytesAsync(context.Request, options.Value.MaximumDocumentBytes)).TryGet(out var document, out var unread))
            return Problems.From(unread);
        var publication = await publisher.PublishAsync(document, effective.Value, context.RequestAborted);
        return publication switch
        {
            { Version: { } version, IsNew: true } => Results.Created($"{VersionsPath}/{version.Number}", Summary(version)),
            { Version: { } version } => Results.Ok(Summary(version)),
            { Errors: [{ Kind: ErrorKind.Conflict } conflict] } => Problems.From(conflict),
            { Errors: var errors } => Problems.Invalid("invalid-policy", $"The policy document has {Count(errors)}; nothing was published.", errors),
        };
    }

    /// <summary><c>POST /program/validate</c></summary>
    public async Task<IResult> ValidateAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        if (!(await JsonBody.ReadBytesAsync(context.Request, options.Value.MaximumDocumentBytes)).TryGet(out var document, out var unread))
            return Problems.From(unread);
        var errors = publisher.Validate(document);
        return Results.Ok(new ValidationAnswer(errors.Count == 0, [.. errors.Select(item => new ValidationAnswer.Item(item.Pointer ?? "", item.Code, item.Message))]));
    }

    /// <summary><c>GET /program/schema</c></summary>
    public static IResult GetSchema(HttpContext context) =>
        Query.Allow(context.Request) is { } error ? Problems.From(error) : Results.Bytes(PolicySchema.Utf8, "application/schema+json");

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
