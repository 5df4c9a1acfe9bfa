using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Documents;

/// <summary>
/// The document resources (xAPI 1.0.3 Communication 2.2, 2.3, 2.6, 2.7). Whose documents a credential reaches is told by
/// <see cref="DocumentContext"/>: a partner's credentials reach that partner's, credentials that are bound to none reach the others.
/// </summary>
internal sealed class DocumentEndpoint(DocumentStore store, DocumentWriter writer, IOptions<LrsOptions> options)
{
    private const string StandingType = "application/octet-stream";
    private const int MaximumTypeLength = 1_000;

    /// <summary>GET and HEAD: one document, or the ids of many.</summary>
    public async Task GetAsync(HttpContext context, DocumentResource resource)
    {
        if (await ReadQueryAsync(context, resource) is not { } query)
            return;
        if (!Preconditions.Read(context.Request.Headers).TryGet(out var preconditions, out var error))
        {
            await XapiProblem.BadRequestAsync(context, error.Message);
            return;
        }

        if (query.Id is null)
            await WriteIdsAsync(context, query, preconditions);
        else
            await WriteOneAsync(context, query, query.Id, preconditions);
    }

    /// <summary>PUT: stores a document in place of whatever is there.</summary>
    public Task PutAsync(HttpContext context, DocumentResource resource) => StoreAsync(context, resource, DocumentAction.Put);

    /// <summary>POST: merges a JSON object into the one that is there, or stores a document where there is none.</summary>
    public Task PostAsync(HttpContext context, DocumentResource resource) => StoreAsync(context, resource, DocumentAction.Post);

    /// <summary>DELETE: one document, or all state of a context. What is not there is deleted already.</summary>
    public async Task DeleteAsync(HttpContext context, DocumentResource resource)
    {
        if (await ReadQueryAsync(context, resource) is not { } query)
            return;
        if (!Preconditions.Read(context.Request.Headers).TryGet(out var preconditions, out var error))
        {
            await XapiProblem.BadRequestAsync(context, error.Message);
            return;
        }

        if (query.Id is null && !preconditions.AreNone)
        {
            await XapiProblem.BadRequestAsync(context, "If-Match and If-None-Match speak of one document; expected neither where many are deleted.");
            return;
        }

        await WriteAsync(context, new DocumentChange
        {
            Action = query.Id is null ? DocumentAction.DeleteAll : DocumentAction.Delete,
            Context = Of(context, query),
            Registration = query.Registration,
            Id = query.Id ?? "",
            Version = context.XapiVersion(),
            Preconditions = preconditions,
        });
    }

    /// <summary>What the caller's documents belong to.</summary>
    private static DocumentContext Of(HttpContext context, DocumentQuery query) => new(query.Resource, context.Credential().PartnerId, query.Activity, query.Agent);

    private static async Task<DocumentQuery?> ReadQueryAsync(HttpContext context, DocumentResource resource)
    {
        if (DocumentQuery.Read(context.Request, resource, context.XapiVersion()).TryGet(out var query, out var error))
            return query;
        await XapiProblem.BadRequestAsync(context, error.Message);
        return null;
    }

    private async Task WriteOneAsync(HttpContext context, DocumentQuery query, string id, Preconditions preconditions)
    {
        var document = await store.FindAsync(Of(context, query), query.Registration, id, HttpMethods.IsGet(context.Request.Method), context.RequestAborted);
        if (document is null)
        {
            await XapiProblem.WriteAsync(context, StatusCodes.Status404NotFound, "unknown-document", $"There is no such document: '{Query.Shorten(id)}'.");
            return;
        }

        var response = context.Response;
        // A document is whatever a client stored, served from this origin: a browser must not run it as a page of ours, nor guess its type.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
        if (await ContentAnswer.StartAsync(context, preconditions, document.ETag, document.Updated))
            await ContentAnswer.WriteAsync(context, document.ContentType, document.Length, document.Content);
    }

    private async Task WriteIdsAsync(HttpContext context, DocumentQuery query, Preconditions preconditions)
    {
        var (ids, newest) = await store.ListAsync(Of(context, query), query.Registration, query.Since, context.RequestAborted);
        var json = JsonSerializer.SerializeToUtf8Bytes(ids);
        if (await ContentAnswer.StartAsync(context, preconditions, EntityTag.Of(json), newest))
            await ContentAnswer.WriteAsync(context, "application/json", json.Length, json);
    }

    private async Task StoreAsync(HttpContext context, DocumentResource resource, DocumentAction action)
    {
        if (await ReadQueryAsync(context, resource) is not { } query)
            return;
        if (!Preconditions.Read(context.Request.Headers).TryGet(out var preconditions, out var error))
        {
            await XapiProblem.BadRequestAsync(context, error.Message);
            return;
        }

        if (await ReadTypeAsync(context) is not { } type)
            return;
        using var body = await RequestBody.ReadAsync(context.Request, options.Value.MaximumDocumentBytes);
        if (body is null)
        {
            await RefuseAsync(context, DocumentRules.TooLarge("The body", options.Value.MaximumDocumentBytes));
            return;
        }

        await WriteAsync(context, new DocumentChange
        {
            Action = action,
            Context = Of(context, query),
            Registration = query.Registration,
            Id = query.Id!,
            Version = context.XapiVersion(),
            Preconditions = preconditions,
            ContentType = type,
            Content = body.Bytes.ToArray(),
        });
    }

    private static async Task<string?> ReadTypeAsync(HttpContext context)
    {
        // A body that is compressed in transit would be kept compressed and served as if it were not.
        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            await XapiProblem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "unsupported-content", $"The Content-Encoding is '{Query.Shorten(encoding)}'; expected none.");
            return null;
        }

        var type = context.Request.ContentType;
        if (string.IsNullOrEmpty(type))
            return StandingType;
        // It becomes a header of later answers.
        if (type.Length <= MaximumTypeLength && type.All(char.IsAscii) && MediaType.IsValid(type))
            return type;
        await XapiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "unsupported-content", $"The Content-Type is '{Query.Shorten(type)}'; expected a media type such as application/json.");
        return null;
    }

    private async Task WriteAsync(HttpContext context, DocumentChange change)
    {
        var outcome = await writer.WriteAsync(change, context.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (outcome.ETag is { } tag)
            context.Response.Headers.ETag = EntityTag.Quote(tag);
    }

    private static Task RefuseAsync(HttpContext context, DocumentRefusal refusal) => XapiProblem.WriteAsync(context, refusal.Status, refusal.Code, refusal.Message);
}
