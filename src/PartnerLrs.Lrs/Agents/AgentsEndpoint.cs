using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Lrs.Agents;

/// <summary>
/// The resource <c>/xapi/agents</c> (xAPI 1.0.3 Communication 2.4): the person behind an agent, with every identifier that the directory knows. The
/// standard wants "increased, explicitly given permissions" for that and its scope table has none for this resource, so it needs
/// <c>all/read</c>. A credential that is bound to a partner is told about that partner's people only; about others it hears what it said itself,
/// as about people whom nobody knows.
/// </summary>
/// <param name="directories">The directory, when a module brings one.</param>
internal sealed class AgentsEndpoint(IEnumerable<IAgentDirectory> directories)
{
    private const string Parameter = "agent";
    private readonly IAgentDirectory? directory = directories.LastOrDefault();

    /// <summary>GET and HEAD: the Person object.</summary>
    public async Task GetAsync(HttpContext context)
    {
        if (!Read(context).TryGet(out var agent, out var error) || !Preconditions.Read(context.Request.Headers).TryGet(out var preconditions, out error))
        {
            await XapiProblem.BadRequestAsync(context, error.Message);
            return;
        }

        var known = directory is null ? null : await directory.FindAsync(agent.Identifier, context.Credential().PartnerId, context.RequestAborted);
        var json = known is null
            ? Person.ToJson(agent.Name is null ? [] : [agent.Name], [agent.Identifier])
            : Person.ToJson(known.Names, [.. known.Identifiers, agent.Identifier]);
        if (await ContentAnswer.StartAsync(context, preconditions, EntityTag.Of(json), null))
            await ContentAnswer.WriteAsync(context, "application/json", json.Length, json);
    }

    private static Result<AgentParameter> Read(HttpContext context)
    {
        if (Query.Allow(context.Request, Parameter) is { } unknown)
            return unknown;
        return context.Request.Query.TryGetValue(Parameter, out var json)
            ? AgentParameter.Read(json.ToString(), context.XapiVersion())
            : Error.Invalid("bad-request", $"{Parameter}: expected an Agent object in JSON in the query, found nothing.");
    }
}
