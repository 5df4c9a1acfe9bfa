using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Standing.Gates.AuthZen;

/// <summary>
/// A request's <c>X-Request-ID</c> comes back with its response (AuthZEN 1.0, Request Identification), also when the caller is turned away or something
/// goes wrong, which is why it is seen to before all else.
/// </summary>
internal static class AuthZenRequestId
{
    public const string Path = "/access/v1";

    private const string Header = "X-Request-ID";
    private const int Longest = 1024;

    public static void Return(HttpContext context)
    {
        var id = context.Request.Headers[Header].ToString();
        // What a response's header cannot hold does not come back.
        if (id.Length is > 0 and <= Longest && id.All(c => c is >= ' ' and <= '~'))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
        }
    }
}
