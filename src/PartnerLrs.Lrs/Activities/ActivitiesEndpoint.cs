using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Activities;

/// <summary>The resource <c>/xapi/activities</c> (xAPI 1.0.3 Communication 2.5): the whole Activity object, of whatever activity is asked for.</summary>
internal sealed class ActivitiesEndpoint(ActivityStore store)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>GET and HEAD.</summary>
    public async Task GetAsync(HttpContext context)
    {
        if (Query.Allow(context.Request, "activityId") is { } wrong)
        {
            await XapiProblem.BadRequestAsync(context, wrong.Message);
            return;
        }

        var id = context.Request.Query["activityId"].ToString();
        if (!Iri.IsAbsolute(id))
        {
            await XapiProblem.BadRequestAsync(context, $"activityId: expected an absolute IRI, found '{Query.Shorten(id)}'.");
            return;
        }

        var held = await store.FindAsync([id], context.RequestAborted);
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("objectType", "Activity");
            json.WriteString("id", id);
            if (held.TryGetValue(id, out var definition))
            {
                json.WritePropertyName("definition");
                json.WriteRawValue(definition, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }
}
