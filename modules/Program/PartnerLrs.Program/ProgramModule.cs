using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Program.Comparison;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Drafts;
using PartnerLrs.Program.Versions;

namespace PartnerLrs.Program;

/// <summary>What the vendor defines: one versioned policy document.</summary>
public static class ProgramModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddProgramModule(this IServiceCollection services)
    {
        services.AddMigrations("program", typeof(ProgramModule).Assembly);
        services.AddOptions<ProgramOptions>();
        services.AddSingleton<VersionStore>();
        services.AddSingleton<ProgramCatalog>();
        services.AddSingleton<IProgramCatalog>(provider => provider.GetRequiredService<ProgramCatalog>());
        services.AddSingleton<IProgramPublisher, ProgramPublisher>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<IProgramDraft>(provider => provider.GetRequiredService<DraftStore>());
        services.AddSingleton<ProgramEndpoint>();
        services.AddSingleton<DraftEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/api/v1/program</c>.</summary>
    public static IEndpointRouteBuilder MapProgramEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v1/program").WithTags("Program");
        group.MapGet("", (HttpContext context, ProgramEndpoint program) => program.GetInForceAsync(context))
            .RequireScope(Scopes.ProgramRead)
            .WithName("GetProgram")
            .WithSummary("The policy version in force now, with its document.")
            .Produces<VersionDocument>().ProducesProblem(404);
        group.MapGet("/versions", (HttpContext context, ProgramEndpoint program) => program.ListAsync(context))
            .RequireScope(Scopes.ProgramRead)
            .WithName("ListProgramVersions")
            .WithSummary("Every published version, by number, those that take effect later included.")
            .Produces<VersionList>();
        group.MapGet("/versions/{number}", (string number, HttpContext context, ProgramEndpoint program) => program.GetAsync(number, context))
            .RequireScope(Scopes.ProgramRead)
            .WithName("GetProgramVersion")
            .WithSummary("One version with its document.")
            .Produces<VersionDocument>().ProducesProblem(404);
        group.MapPost("/versions", (HttpContext context, ProgramEndpoint program) => program.PublishAsync(context))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("PublishProgram")
            .WithSummary("Publishes a policy document as the next version.")
            .WithDescription("Query: effective (RFC 3339 instant, default now, not before the last version's); draft (true: publishes the draft, without a body, and removes it). 201 for a new version; 200 where the last version has the same document; 400 with a pointer for each error in the document.")
            .Produces<PublishedVersion>().Produces<PublishedVersion>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/versions/{number}/diff", (string number, HttpContext context, ProgramEndpoint program) => program.DiffAsync(number, context))
            .RequireScope(Scopes.ProgramRead)
            .WithName("CompareProgramVersions")
            .WithSummary("What differs between a version and another, by id and property.")
            .WithDescription("Query: to (the number of another version, or draft).")
            .Produces<VersionDifference>().ProducesProblem(400).ProducesProblem(404);
        group.MapGet("/draft", (HttpContext context, DraftEndpoint draft) => draft.GetAsync(context))
            .RequireScope(Scopes.ProgramRead)
            .WithName("GetProgramDraft")
            .WithSummary("The policy document that is being worked on, and what there is to say of it.")
            .Produces<DraftDocument>().ProducesProblem(404);
        group.MapPut("/draft", (HttpContext context, DraftEndpoint draft) => draft.PutAsync(context))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("SaveProgramDraft")
            .WithSummary("Saves the policy document that is being worked on.")
            .WithDescription("Any JSON is taken; errors and advice come back with it.")
            .Produces<DraftDocument>().ProducesProblem(400);
        group.MapDelete("/draft", (HttpContext context, DraftEndpoint draft) => draft.DeleteAsync(context))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("DeleteProgramDraft")
            .WithSummary("Throws the draft away.")
            .Produces(204).ProducesProblem(404);
        group.MapPost("/validate", (HttpContext context, ProgramEndpoint program) => program.ValidateAsync(context))
            .RequireScope(Scopes.ProgramRead)
            .WithName("ValidateProgram")
            .WithSummary("What is wrong with a policy document, and what is probably not meant; publishes nothing.")
            .Produces<ValidationAnswer>().ProducesProblem(400);
        group.MapGet("/schema", ProgramEndpoint.GetSchema)
            .RequireScope(Scopes.ProgramRead)
            .WithName("GetProgramSchema")
            .WithSummary("The JSON Schema of policy documents.")
            .Produces<object>(200, "application/schema+json");
        return endpoints;
    }
}
