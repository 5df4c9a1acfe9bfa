using System.Text.Json;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.Gates.AuthZen;

/// <summary>
/// An evaluation request as a question to a gate. The subject is a <c>partner</c>, or a <c>person</c> who registers; the gate is the resource when its
/// type is <c>gate</c>, else the action's name. What else a question may have is looked for in the context, then in the resource's
/// properties. Other properties and types of resources mean nothing here and are passed over: the specification leaves them open.
/// </summary>
/// <param name="Partner">The partner; null when the person is asked about for the partner for which they count.</param>
/// <param name="Registrant">The person, or null.</param>
/// <param name="Team">The other people in the deal's team.</param>
/// <param name="Question">The rest.</param>
internal sealed record AuthZenEntities(string? Partner, string? Registrant, IReadOnlyList<string> Team, GateQuestion Question)
{
    private const int LongestName = 100;
    private const int LongestReference = Reference.MaximumSystemLength + Reference.MaximumExternalIdLength + 1;

    /// <summary>Reads an evaluation; null, with errors, when it is not one.</summary>
    /// <param name="body">The request, and for one of several the defaults that stand above it.</param>
    /// <param name="names">Whether the caller may see people's names.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static AuthZenEntities? Read(AuthZenTuple body, bool names, List<Error> errors)
    {
        var (subject, action, resource) = (Required(body.Subject, "subject", errors), Required(body.Action, "action", errors), Required(body.Resource, "resource", errors));
        var context = body.Context is { } element ? ObjectReader.Of(element, "/context", errors) : null;
        var (subjectType, subjectId) = (subject?.Text("type", LongestName, required: true), subject?.Text("id", LongestReference, required: true));
        var actionName = action?.Text("name", LongestName, required: true);
        var (resourceType, resourceId) = (resource?.Text("type", LongestName, required: true), resource?.Text("id", LongestReference, required: true));
        if (errors.Count > 0 || subject is null || resource is null)
            return null;
        if (subjectType is not ("partner" or "person"))
            subject.Fail("type", "unsupported-subject", $"subject: expected the type partner or person, found '{Query.Shorten(subjectType!)}'.");

        var properties = resource.Has("properties") ? resource.Object("properties") : null;
        var question = new GateQuestion(
            resourceType == "gate" ? resourceId! : actionName!,
            First("asOf", (reader, name) => reader.AnyInstant(name)),
            First("amount", (reader, name) => reader.Amount(name, Currencies.MaximumAmount)),
            First("currency", (reader, name) => reader.Text(name, 3, required: false)),
            names,
            Product: resourceType == "product" ? resourceId : First("product", (reader, name) => reader.Text(name, GateInput.MaximumProduct, required: false)),
            KnownAt: First("knownAt", (reader, name) => reader.AnyInstant(name)),
            // A resource of the type deal is one that is about to be registered: nobody here knows it yet. One that is known stands in the context.
            Deal: First("deal", (reader, name) => reader.Text(name, LongestReference, required: false)));
        var partner = subjectType == "partner" ? subjectId : resourceType == "partner" ? resourceId : First("partner", (reader, name) => reader.Text(name, LongestReference, required: false));
        var team = First("team", (reader, name) => reader.References(name, GateInput.MaximumTeam)) ?? [];
        var registrant = subjectType == "person" ? subjectId : First("registrant", (reader, name) => reader.Text(name, LongestReference, required: false));
        return errors.Count > 0 ? null : new AuthZenEntities(partner, registrant, team, question);

        T? First<T>(string name, Func<ObjectReader, string, T?> read)
        {
            if (context?.Has(name) == true)
                return read(context, name);
            return properties?.Has(name) == true ? read(properties, name) : default;
        }
    }

    private static ObjectReader? Required(JsonElement? element, string name, List<Error> errors)
    {
        if (element is { } present)
            return ObjectReader.Of(present, $"/{name}", errors);
        errors.Add(Error.Invalid("missing-property", $"{name}: the property is missing.", $"/{name}"));
        return null;
    }
}

/// <summary>The four parts of an evaluation.</summary>
internal readonly record struct AuthZenTuple(JsonElement? Subject, JsonElement? Action, JsonElement? Resource, JsonElement? Context)
{
    /// <summary>The parts that an object has; those that it lacks are another's.</summary>
    public static AuthZenTuple Of(JsonElement element, AuthZenTuple defaults)
    {
        return new AuthZenTuple(Part("subject") ?? defaults.Subject, Part("action") ?? defaults.Action, Part("resource") ?? defaults.Resource, Part("context") ?? defaults.Context);

        JsonElement? Part(string name) => element.TryGetProperty(name, out var part) ? part : null;
    }
}
