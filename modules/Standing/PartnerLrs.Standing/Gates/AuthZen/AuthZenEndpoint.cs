using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.Gates.AuthZen;

/// <summary>
/// OpenID AuthZEN Authorization API 1.0: <c>/access/v1/evaluation</c> and <c>/evaluations</c>. An enforcement point knows allow and deny only, so
/// <c>decision</c> is what it should do: true also where a gate that warns or shadows would deny. The gate's own answer stands in <c>context</c>.
/// </summary>
internal sealed class AuthZenEndpoint(GateChecks checks, IPartnerDirectory directory, TimeProvider clock, IOptions<GateOptions> options)
{
    private const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary><c>/.well-known/authzen-configuration</c>.</summary>
    public IResult Metadata() => Results.Json(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["policy_decision_point"] = options.Value.PublicUrl,
            ["access_evaluation_endpoint"] = $"{options.Value.PublicUrl}/access/v1/evaluation",
            ["access_evaluations_endpoint"] = $"{options.Value.PublicUrl}/access/v1/evaluations",
        });

    /// <summary>One evaluation.</summary>
    public Task<IResult> EvaluationAsync(HttpContext context) => WithBodyAsync(context, body => OneAsync(AuthZenTuple.Of(body, default), context));

    /// <summary>Several evaluations; without <c>evaluations</c>, one.</summary>
    public Task<IResult> EvaluationsAsync(HttpContext context) => WithBodyAsync(context, async body =>
    {
        var defaults = AuthZenTuple.Of(body, default);
        if (!body.TryGetProperty("evaluations", out var evaluations))
            return await OneAsync(defaults, context);
        if (evaluations.ValueKind != JsonValueKind.Array)
            return Problems.From(Error.Invalid("wrong-type", $"evaluations: expected an array, found {ObjectReader.Found(evaluations)}.", "/evaluations"));
        var count = evaluations.GetArrayLength();
        if (count == 0)
            return await OneAsync(defaults, context);
        if (count > BulkGateEndpoint.MaximumChecks)
            return Problems.From(Error.Invalid("too-many-rows", $"evaluations: at most {BulkGateEndpoint.MaximumChecks} are taken at once, found {count}.", "/evaluations"));
        if (!ReadSemantic(body).TryGet(out var semantic, out var error))
            return Problems.From(error);
        return await ManyAsync(evaluations, defaults, semantic, context);
    });

    private static Result<AuthZenSemantic> ReadSemantic(JsonElement body)
    {
        if (!body.TryGetProperty("options", out var options))
            return AuthZenSemantic.ExecuteAll;
        if (options.ValueKind != JsonValueKind.Object)
            return Error.Invalid("wrong-type", $"options: expected an object, found {ObjectReader.Found(options)}.", "/options");
        if (!options.TryGetProperty("evaluations_semantic", out var name))
            return AuthZenSemantic.ExecuteAll;
        return (name.ValueKind == JsonValueKind.String ? ObjectReader.TextOf(name.GetString) : null) switch
        {
            "execute_all" => AuthZenSemantic.ExecuteAll,
            "deny_on_first_deny" => AuthZenSemantic.DenyOnFirstDeny,
            "permit_on_first_permit" => AuthZenSemantic.PermitOnFirstPermit,
            _ => Error.Invalid("invalid-semantic", "evaluations_semantic: expected execute_all, deny_on_first_deny or permit_on_first_permit.", "/options/evaluations_semantic"),
        };
    }

    private static async Task<IResult> WithBodyAsync(HttpContext context, Func<JsonElement, Task<IResult>> answer)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes, repeated: false);
        if (document is null)
            return refusal!;
        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? await answer(document.RootElement)
                : Problems.From(Error.Invalid("wrong-type", $"The body is {ObjectReader.Found(document.RootElement)}; expected an object.", ""));
        }
    }

    private static bool Permits(GateCheck check) => check.Answer is { Refuse: false };

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonBody.Options.Encoder }))
            write(json);
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, GateCheck check)
    {
        json.WriteStartObject();
        json.WriteBoolean("decision", Permits(check));
        json.WritePropertyName("context");
        if (check.Decision is { } decision)
        {
            json.WriteRawValue(decision.Answer, skipInputValidation: true);
        }
        else
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteNumber("status", Problems.Status(check.Errors[0].Kind));
            json.WriteString("code", check.Errors[0].Code);
            json.WriteString("message", string.Join(' ', check.Errors.Select(error => error.Message)));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private async Task<IResult> OneAsync(AuthZenTuple tuple, HttpContext context)
    {
        var check = await AskAsync(tuple, context);
        // What is malformed is the request's fault; whom nobody knows has a decision, and it is no.
        if (check.Decision is null && check.Errors[0].Kind == ErrorKind.Invalid)
            return Problems.From(check.Errors);
        await checks.RecordAsync([check], context.RequestAborted);
        return new JsonBytes(Write(json => Write(json, check)));
    }

    private async Task<IResult> ManyAsync(JsonElement evaluations, AuthZenTuple defaults, AuthZenSemantic semantic, HttpContext context)
    {
        var asked = new List<GateCheck>();
        if (semantic == AuthZenSemantic.ExecuteAll)
        {
            foreach (var some in evaluations.EnumerateArray().Chunk(64))
                asked.AddRange(await Task.WhenAll(some.Select(element => AskAsync(element, defaults, context))));
        }
        else
        {
            foreach (var element in evaluations.EnumerateArray())
            {
                asked.Add(await AskAsync(element, defaults, context));
                if (Permits(asked[^1]) == (semantic == AuthZenSemantic.PermitOnFirstPermit))
                    break;
            }
        }

        await checks.RecordAsync(asked, context.RequestAborted);
        return new JsonBytes(
            Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("evaluations");
                foreach (var check in asked)
                    Write(json, check);
                json.WriteEndArray();
                json.WriteEndObject();
            }));
    }

    private Task<GateCheck> AskAsync(JsonElement element, AuthZenTuple defaults, HttpContext context) => element.ValueKind == JsonValueKind.Object
        ? AskAsync(AuthZenTuple.Of(element, defaults), context)
        : Task.FromResult(GateCheck.Refused(Error.Invalid("wrong-type", $"Expected an object, found {ObjectReader.Found(element)}.", "")));

    private async Task<GateCheck> AskAsync(AuthZenTuple tuple, HttpContext context)
    {
        var (errors, caller) = (new List<Error>(), context.Credential());
        if (AuthZenEntities.Read(tuple, caller.May(Scopes.GatesCheckNames), errors) is not { } entities)
            return GateCheck.Refused(errors);
        var partner = entities.Partner ?? await PartnerOfAsync(entities.Registrant!, entities.Question.AsOf ?? clock.UtcNow(), caller, context.RequestAborted);
        if (partner is null)
            return GateCheck.Refused(Error.NotFound("unknown-partner", $"subject: '{Query.Shorten(entities.Registrant!)}' counts for no partner at that instant; name one in context.partner."));
        return GateInput.Check(new GateInput(partner, entities.Registrant, entities.Team, entities.Question), clock.UtcNow(), pointers: false).TryGet(out var input, out var error)
            ? await checks.AskAsync(input, caller, context.RequestAborted)
            : GateCheck.Refused(error);
    }

    /// <summary>The partner for which a person counts at an instant; null for none, and for a person whom the caller may not see.</summary>
    private async Task<string?> PartnerOfAsync(string person, DateTime asOf, Credential caller, CancellationToken cancellationToken)
    {
        if (!(await directory.ResolvePeopleAsync([person], caller.PartnerId, cancellationToken)).TryGetValue(person, out var id))
            return null;
        var affiliations = await directory.AffiliationsOfPersonAsync(id, cancellationToken);
        return affiliations.FirstOrDefault(a => a.Counting && a.From <= asOf && (a.To is null || asOf < a.To))?.PartnerId;
    }
}
