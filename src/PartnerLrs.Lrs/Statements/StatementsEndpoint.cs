using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Lrs.Statements.Read;
using PartnerLrs.Lrs.Statements.Write;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements;

/// <summary>The resource <c>/xapi/statements</c> (xAPI 1.0.3 Communication 2.1).</summary>
internal sealed class StatementsEndpoint(StatementIngest ingest, StatementStore store, StatementLookup lookup, ActivityStore activities, AttachmentStore attachments, IOptions<LrsOptions> options)
{
    /// <summary>POST: one statement or a batch; answers the ids.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (context.Request.Query.Count > 0)
        {
            await XapiProblem.BadRequestAsync(context, $"The query parameter '{Query.Shorten(context.Request.Query.Keys.First())}' is not allowed on POST; expected none.");
            return;
        }

        await using var body = await ReadAsync(context);
        if (body is null)
            return;
        var statements = new List<ParsedStatement>();
        if (StatementReader.Read(body.Bytes, context.XapiVersion(), statements, out _) is { } error)
        {
            await XapiProblem.InvalidAsync(context, error);
            return;
        }

        if (await StoreAsync(context, body, statements) is { } stored)
            await WriteIdsAsync(context, stored);
    }

    /// <summary>PUT: one statement under the id in the query; answers 204.</summary>
    public async Task PutAsync(HttpContext context)
    {
        if (Query.Allow(context.Request, "statementId") is { } wrong)
        {
            await XapiProblem.BadRequestAsync(context, wrong.Message);
            return;
        }

        if (!UuidText.TryParse(context.Request.Query["statementId"].ToString(), out var id))
        {
            await XapiProblem.BadRequestAsync(context, "statementId: expected one UUID in the query.");
            return;
        }

        await using var body = await ReadAsync(context);
        if (body is null)
            return;
        if (StatementReader.ReadOne(body.Bytes, context.XapiVersion(), out var statement) is { } error)
        {
            await XapiProblem.InvalidAsync(context, error);
            return;
        }

        if (statement!.Id is { } inBody && inBody != id)
        {
            await XapiProblem.InvalidAsync(context, new XapiError("/id", $"expected {id:D} as in the query, found {inBody:D}", "xAPI 1.0.3 Communication 2.1.1"));
            return;
        }

        // Without an id of its own the statement takes the query's; the splice then writes it in.
        if (await StoreAsync(context, body, [statement], id) is not null)
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>GET and HEAD: one statement by id, or a page of those that a filter finds.</summary>
    public async Task GetAsync(HttpContext context)
    {
        var credential = context.Credential();
        if (!StatementQuery.Read(context.Request, context.XapiVersion(), options.Value.MaximumPage).TryGet(out var query, out var error))
        {
            await XapiProblem.BadRequestAsync(context, error.Message);
            return;
        }

        // A credential that is bound to a partner, or may read only its own, sees what it sent.
        var sender = credential.May(Scopes.StatementsRead) && credential.PartnerId is null ? null : credential.Id;
        if (query.StatementId is { } id)
        {
            await WriteOneAsync(context, id, query, await lookup.FindAsync(id, query.Voided, sender, context.RequestAborted));
            return;
        }

        var filter = query.Filter! with { CredentialId = sender };
        var page = await store.QueryAsync(filter, context.RequestAborted);
        await WritePageAsync(context, page, query, StatementQuery.More(context.Request, page));
    }

    private async Task WriteOneAsync(HttpContext context, Guid id, StatementQuery query, StoredStatement? statement)
    {
        if (statement is null)
        {
            await XapiProblem.WriteAsync(context, StatusCodes.Status404NotFound, "unknown-statement", $"There is no such statement: {id:D}.");
            return;
        }

        context.Response.Headers.LastModified = statement.Stored.ToString("R", CultureInfo.InvariantCulture);
        var printer = await PrinterAsync(context, query.Format, [statement]);
        var body = new ArrayBufferWriter<byte>(statement.Body.Length);
        printer.Write(statement, body);
        if (query.Attachments)
        {
            var answer = MultipartAnswer.Begin(context, attachments);
            context.Response.BodyWriter.Write(body.WrittenSpan);
            await answer.EndAsync([statement.Seq]);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private async Task WritePageAsync(HttpContext context, StatementPage page, StatementQuery query, string more)
    {
        if (page.Statements.Count > 0)
            context.Response.Headers.LastModified = page.Statements.Max(statement => statement.Stored).ToString("R", CultureInfo.InvariantCulture);
        var printer = await PrinterAsync(context, query.Format, page.Statements);
        var answer = query.Attachments ? MultipartAnswer.Begin(context, attachments) : null;
        if (answer is null)
            context.Response.ContentType = "application/json";
        var writer = context.Response.BodyWriter;
        writer.Write("{\"statements\":["u8);
        for (var i = 0; i < page.Statements.Count; i++)
        {
            if (i > 0)
                writer.Write(","u8);
            printer.Write(page.Statements[i], writer);
            if (writer.UnflushedBytes > 65_536)
                await writer.FlushAsync(context.RequestAborted);
        }

        writer.Write("],\"more\":"u8);
        writer.Write(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(more));
        writer.Write("}"u8);
        await writer.FlushAsync(context.RequestAborted);
        if (answer is not null)
            await answer.EndAsync([.. page.Statements.Select(statement => statement.Seq)]);
    }

    private Task<StatementPrinter> PrinterAsync(HttpContext context, StatementFormat format, IReadOnlyList<StoredStatement> statements) =>
        StatementPrinter.ForAsync(format, statements, context.Request.Headers.AcceptLanguage, activities, context.RequestAborted);

    private static async Task WriteIdsAsync(HttpContext context, IReadOnlyList<Guid> stored)
    {
        var text = new StringBuilder("[", 40 * stored.Count);
        foreach (var id in stored)
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(id.ToString("D")).Append('"');
        text.Append(']');
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = text.Length;
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private async Task<StatementsBody?> ReadAsync(HttpContext context)
    {
        var (body, refusal) = await StatementsBody.OpenAsync(context, options.Value);
        if (refusal is not null)
            await refusal.WriteAsync(context);
        return body;
    }

    private async Task<IReadOnlyList<Guid>?> StoreAsync(HttpContext context, StatementsBody body, IReadOnlyList<ParsedStatement> statements, Guid? id = null)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            if (await MayVoidAsync(context, statements[i]) is false)
            {
                await XapiProblem.WriteAsync(context, StatusCodes.Status403Forbidden, "may-not-void", $"A credential that is bound to a partner may void only statements that it sent; it did not send {statements[i].Target:D}.");
                return null;
            }
        }

        if (await body.ReceiveAsync(statements, context) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return null;
        }

        await using var uploads = await attachments.UploadAsync(body.Received, context.RequestAborted);
        var (ids, conflict) = await ingest.StoreAsync(
            context.Credential(), statements, context.XapiVersion(), id, statement => body.Received.Of(statement, uploads.Of), context.RequestAborted);
        if (conflict is null)
            return ids;
        await XapiProblem.WriteAsync(context, StatusCodes.Status409Conflict, "statement-conflict", $"The id {ids[conflict.Value]:D} stands for another statement already; nothing was stored.");
        return null;
    }

    /// <summary>A partner must not be able to take other learners' statements out of the log (law 6).</summary>
    private async ValueTask<bool> MayVoidAsync(HttpContext context, ParsedStatement statement)
    {
        var credential = context.Credential();
        return !statement.IsVoiding || credential.PartnerId is null || await store.SenderOfAsync(statement.Target!.Value, context.RequestAborted) == credential.Id;
    }
}
