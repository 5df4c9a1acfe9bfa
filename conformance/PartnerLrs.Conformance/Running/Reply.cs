using System.Text.Json.Nodes;

namespace PartnerLrs.Conformance.Running;

/// <summary>An answer of the LRS.</summary>
/// <param name="Asked">The request's method and address, for messages.</param>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The headers; repeated ones are joined by a comma.</param>
/// <param name="Text">The body.</param>
internal sealed record Reply(string Asked, int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new NotMetException($"{Asked} answered null.");

    /// <summary>The statements of a StatementResult.</summary>
    public IReadOnlyList<JsonObject> Statements => [.. Json["statements"]!.AsArray().Select(statement => statement!.AsObject())];

    public IReadOnlyList<Guid> Ids => [.. Statements.Select(statement => (Guid)statement["id"]!)];

    public string More => (string?)Json["more"] ?? "";

    /// <summary>Demands a status code.</summary>
    public Reply Is(params int[] expected) =>
        expected.Contains(Status) ? this : throw new NotMetException($"{Asked} answered {Status}, expected {string.Join(" or ", expected)}: {(Text.Length > 300 ? Text[..300] + "…" : Text)}");

    /// <summary>A header's value.</summary>
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : throw new NotMetException($"{Asked} answered {Status} without the header {name}.");
}
