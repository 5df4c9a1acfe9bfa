using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Platform.Upserts;

/// <summary>The one way in for partners, people, affiliations and deals: one object or an array of them, applied in one transaction.</summary>
public static class UpsertEndpoint
{
    /// <summary>The largest body that is taken.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>The longest array that is taken.</summary>
    public const int MaximumRows = 1000;

    private const string DryRun = "dryRun";

    /// <summary>Answers a POST.</summary>
    /// <param name="context">The request.</param>
    /// <param name="writer">Holds the transaction.</param>
    /// <param name="upsert">How the resource is upserted.</param>
    /// <param name="path">Where the resources stand.</param>
    public static async Task<IResult> HandleAsync<TTransaction, TBody>(
        HttpContext context, IUpsertWriter<TTransaction> writer, IUpsert<TTransaction, TBody> upsert, string path)
        where TBody : class
    {
        if (Query.Allow(context.Request, DryRun) is { } unknown)
            return Problems.From(unknown);
        bool dryRun;
        switch (context.Request.Query[DryRun].ToString())
        {
            case "" when !context.Request.Query.ContainsKey(DryRun):
            case "false":
                dryRun = false;
                break;
            case "true":
                dryRun = true;
                break;
            default:
                return Problems.From(Error.Invalid("invalid-parameter", $"{DryRun}: expected true or false."));
        }

        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes);
        if (document is null)
            return refusal!;
        using (document)
        {
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => await OneAsync(context, writer, upsert, document.RootElement, path, dryRun),
                JsonValueKind.Array => await ManyAsync(context, writer, upsert, document.RootElement, dryRun),
                _ => Problems.From(Error.Invalid("wrong-type", $"The body is {ObjectReader.Found(document.RootElement)}; expected an object, or an array of objects.", "")),
            };
        }
    }

    private static async Task<IResult> OneAsync<TTransaction, TBody>(
        HttpContext context, IUpsertWriter<TTransaction> writer, IUpsert<TTransaction, TBody> upsert, JsonElement element, string path, bool dryRun)
        where TBody : class
    {
        var (resource, errors) = (await UpsertRows.ApplyAsync(writer, upsert, [element], context.Credential().PartnerId, dryRun, context.RequestAborted))[0];
        if (resource is null)
            return Problems.From(errors);
        return resource.Outcome == UpsertOutcome.Created && !dryRun ? Results.Created($"{path}/{resource.Id}", (object)resource) : Results.Ok((object)resource);
    }

    private static async Task<IResult> ManyAsync<TTransaction, TBody>(
        HttpContext context, IUpsertWriter<TTransaction> writer, IUpsert<TTransaction, TBody> upsert, JsonElement array, bool dryRun)
        where TBody : class
    {
        var count = array.GetArrayLength();
        if (count > MaximumRows)
            return Problems.From(Error.Invalid("too-many-rows", $"The array has {count} rows; at most {MaximumRows} are taken at once.", ""));
        var applied = await UpsertRows.ApplyAsync(writer, upsert, array.EnumerateArray().ToList(), context.Credential().PartnerId, dryRun, context.RequestAborted);
        return Results.Ok(BulkResult.Of(applied.Select((row, index) => row.ToResult(index)).ToList()));
    }
}
