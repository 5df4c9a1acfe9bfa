using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.Gates;

/// <summary><c>POST /api/v1/gates/{gate}/checks</c>: many partners at one gate, each with an answer or a problem, in order.</summary>
internal sealed class BulkGateEndpoint(GateChecks checks, TimeProvider clock)
{
    /// <summary>The most checks that are taken at once.</summary>
    public const int MaximumChecks = 1000;

    private const int MaximumBytes = 4 * 1024 * 1024;

    public async Task<IResult> PostAsync(string gate, HttpContext context)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes);
        if (document is null)
            return refusal!;
        using (document)
        {
            var errors = new List<Error>();
            var body = ObjectReader.Of(document.RootElement, "", errors);
            body?.Allow("checks");
            var items = body?.List("checks", 0, MaximumChecks, required: true);
            if (errors.Count > 0 || items is null)
                return Problems.From(errors);

            var (caller, now) = (context.Credential(), clock.UtcNow());
            var names = caller.May(Scopes.GatesCheckNames);
            var answers = await checks.AskAsync([.. items.Select(item => GateInputBody.Read(gate, names, item, now))], caller, context.RequestAborted);
            await checks.RecordAsync(answers, context.RequestAborted);
            return new JsonBytes(Write(answers));
        }
    }

    /// <summary>Answers go out byte for byte as they were recorded.</summary>
    private static ReadOnlyMemory<byte> Write(IReadOnlyList<GateCheck> answers)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 * (answers.Count + 1));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonBody.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            for (var i = 0; i < answers.Count; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("index", i);
                if (answers[i].Decision is { } decision)
                {
                    json.WritePropertyName("answer");
                    json.WriteRawValue(decision.Answer, skipInputValidation: true);
                }
                else
                {
                    json.WritePropertyName("problem");
                    JsonSerializer.Serialize(json, GateCheckProblem.Of(answers[i].Errors, $"/checks/{i}"), JsonBody.Options);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
