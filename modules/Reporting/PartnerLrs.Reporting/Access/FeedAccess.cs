using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OData.Routing.Controllers;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Reporting.Access;

/// <summary>Who may read feeds: credentials with <c>feeds/read</c>, proven by HTTP Basic or, for tools that cannot, by <c>?apikey=</c>.</summary>
internal static class FeedAccess
{
    private const string SchemeName = "Feeds";

    private static readonly ScopeRequirement Scope = new([Scopes.FeedsRead]);
    private static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder(SchemeName).AddRequirements(Scope).RequireAuthenticatedUser().Build();

    /// <summary>Adds the ways of signing in. One of them judges a request, never both: a header goes before a parameter.</summary>
    public static void AddFeedAccess(this IServiceCollection services) =>
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, FeedKeyAuthentication>(FeedKeyAuthentication.SchemeName, null)
            .AddPolicyScheme(SchemeName, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count == 0 && context.Request.Query.ContainsKey(FeedKeyAuthentication.Parameter) && IsRead(context.Request)
                    ? FeedKeyAuthentication.SchemeName
                    : BasicAuthentication.SchemeName);

    /// <summary>Puts the scope on the feeds' endpoints, the service document and the metadata included, and on no other controller's.</summary>
    public static void RequireFeedScope(this IEndpointConventionBuilder controllers) => controllers.Add(endpoint =>
    {
        var controller = endpoint.Metadata.OfType<ControllerActionDescriptor>().FirstOrDefault()?.ControllerTypeInfo;
        if (controller is null || !typeof(ODataController).IsAssignableFrom(controller) && controller != typeof(MetadataController))
            return;
        endpoint.Metadata.Add(new AuthorizeAttribute());
        endpoint.Metadata.Add(Policy);
        endpoint.Metadata.Add(Scope);
    });

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
