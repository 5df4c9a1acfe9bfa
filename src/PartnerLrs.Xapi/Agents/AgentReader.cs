using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>Reads an Agent or identified Group that stands alone, as in the <c>agent</c> parameter (xAPI 1.0.3 Communication 2.1.3).</summary>
public static class AgentReader
{
    /// <summary>Reads the agent by the rules that hold inside statements (xAPI 1.0.3 Data 2.2); a group has to be an identified one.</summary>
    /// <returns>The first violation, or null.</returns>
    public static XapiError? Read(ReadOnlySpan<byte> utf8Json, XapiVersion version, out AgentIdentifier? identifier)
    {
        identifier = null;
        if (JsonText.Check(utf8Json, version) is { } unfit)
            return unfit;
        var walker = new StatementWalker(utf8Json, version);
        try
        {
            walker.Next();
            if (!walker.Agent(KeyScope.None, AgentKinds.Both, Rule.Agent, out var agent))
                return walker.Error;
            if (agent.Identifier is null)
            {
                walker.Fail(0, "expected an Agent or an identified Group, found an anonymous Group", Rule.Group);
                return walker.Error;
            }

            walker.Next(); // throws on anything after the root value
            identifier = agent.Identifier;
            return null;
        }
        catch (JsonException exception)
        {
            return JsonText.Malformed(utf8Json, walker.Consumed, walker.Depth, exception, version);
        }
    }
}
