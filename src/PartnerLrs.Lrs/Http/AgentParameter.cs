using System.Text;
using System.Text.Json;
using PartnerLrs.Kernel;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Http;

/// <summary>
/// The <c>agent</c> parameter where it names one agent and no group (xAPI 1.0.3 Communication 2.4, 2.6): a group's documents are kept under its
/// identifier in an Agent object.
/// </summary>
/// <param name="Identifier">The agent's identifier.</param>
/// <param name="Name">The agent's name, when one came along.</param>
internal sealed record AgentParameter(AgentIdentifier Identifier, string? Name)
{
    /// <summary>Reads the parameter's JSON.</summary>
    public static Result<AgentParameter> Read(string json, XapiVersion version)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        if (AgentReader.Read(utf8, version, out var identifier) is { } error)
            return Error.Invalid("bad-request", $"agent{error.Pointer}: {error.Message}");
        // What the reader accepted is an object with each member once.
        using var document = JsonDocument.Parse(utf8);
        if (document.RootElement.TryGetProperty("objectType", out var type) && type.ValueEquals("Group"u8))
            return Error.Invalid("bad-request", "agent/objectType: expected \"Agent\", found \"Group\".");
        return new AgentParameter(identifier!, document.RootElement.TryGetProperty("name", out var name) ? name.GetString() : null);
    }
}
