using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.People;

/// <summary><c>/api/v1/people</c>.</summary>
internal static class PersonEndpoints
{
    private const string Path = "/api/v1/people";

    public static void MapPeople(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, (HttpContext context, DirectoryWriter writer) => UpsertEndpoint.HandleAsync(context, writer, new PersonUpsert(), Path))
            .RequireScope(Scopes.PartnersWrite)
            .WithName("UpsertPeople").WithTags("People")
            .WithSummary("Create or update people: one object, or an array of up to 1,000")
            .DescribesUpsert<PersonDocument, PersonResource>();
        endpoints.MapGet(Path, ListAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListPeople").WithTags("People").WithSummary("List people")
            .Produces<ListPage<PersonResource>>().DescribesProblems(StatusCodes.Status400BadRequest);
        endpoints.MapGet(Path + "/{ref}", GetAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetPerson").WithTags("People").WithSummary("Get a person by id or system:externalId")
            .Produces<PersonResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext context, DirectoryQueries directory, TimeProvider clock, string? limit = null, string? after = null)
    {
        if (!ListRequest.Read(context.Request).TryGet(out var list, out var error))
            return Problems.From(error);
        var found = await directory.PeopleAsync(list, context.Credential().PartnerId, clock.UtcNow(), context.RequestAborted);
        return Results.Ok(list.Page(context.Request, found, person => person.Id!));
    }

    private static async Task<IResult> GetAsync(HttpContext context, DirectoryQueries directory, TimeProvider clock, [FromRoute(Name = "ref")] string reference)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        return ReferenceInPath.TryRead(context, reference, out var parsed) && await directory.PersonAsync(parsed, context.Credential().PartnerId, clock.UtcNow(), context.RequestAborted) is { } person
            ? Results.Ok(person)
            : Problems.From(Error.NotFound("unknown-person", $"Nobody is named '{Query.Shorten(reference)}'."));
    }
}
