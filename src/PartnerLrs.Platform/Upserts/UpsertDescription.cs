using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Platform.Upserts;

/// <summary>What the OpenAPI document says of these endpoints.</summary>
public static class UpsertDescription
{
    /// <summary>Describes an upsert.</summary>
    public static RouteHandlerBuilder DescribesUpsert<TDocument, TResource>(this RouteHandlerBuilder endpoint)
        where TDocument : notnull =>
        endpoint
            .WithDescription(
                "One object answers with the resource and its outcome; an array answers 200 with a result for each row: good rows are applied, bad ones are not. "
                + "`?dryRun=true` does everything but commit. What is absent from a row leaves what is there.")
            .Accepts<TDocument>("application/json")
            .Produces<BulkResult>()
            .Produces<TResource>(StatusCodes.Status201Created)
            .DescribesProblems(
                StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);

    /// <summary>Describes failures, those of signing in included.</summary>
    public static RouteHandlerBuilder DescribesProblems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in (int[])[.. statuses, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden])
            endpoint.ProducesProblem(status);
        return endpoint;
    }
}
