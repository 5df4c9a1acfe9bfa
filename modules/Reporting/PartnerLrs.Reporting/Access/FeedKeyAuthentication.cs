using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Reporting.Access;

/// <summary>
/// A credential in the query, for reading feeds with tools that send no header: <c>?apikey=key:secret</c>, plain or in base64url.
/// Guessing is slowed as it is for Basic, and counts together with it. Answers are not to be kept by caches, whose keys would hold the secret.
/// </summary>
internal sealed partial class FeedKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, CredentialStore credentials, FailedAttempts failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "FeedKey";

    /// <summary>The query parameter.</summary>
    public const string Parameter = "apikey";

    private const int MaximumLength = 2048;

    private TimeSpan? wait;

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (Request.Query[Parameter] is not [{ } text] || Decode(text) is not var (key, secret))
            return AuthenticateResult.Fail("The parameter apikey is not key:secret, plain or in base64url.");
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        wait = failures.BlockedFor(address, key);
        if (wait is not null)
            return AuthenticateResult.Fail("Too many failed attempts.");
        if (await credentials.AuthenticateAsync(key, secret, Context.RequestAborted) is { } credential)
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CredentialIdentity(credential)), SchemeName));
        failures.Note(address, key);
        LogFailed(Logger, address);
        return AuthenticateResult.Fail("The key or the secret in apikey is wrong.");
    }

    /// <inheritdoc />
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        if (wait is { } left)
        {
            Response.Headers.RetryAfter = ((int)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-failures", "Too many failed sign-ins from this address with this key; wait as long as Retry-After says.").ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Basic realm=\"PartnerLrs\", charset=\"UTF-8\"";
        await Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", failure ?? "The key or the secret in apikey is wrong.").ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Context.ForbidAsync(BasicAuthentication.SchemeName);

    private static (string Key, string Secret)? Decode(string text)
    {
        if (text.Length > MaximumLength)
            return null;
        // Base64url has no colon, so the two forms cannot be mistaken for each other.
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            if (!Base64Url.IsValid(text))
                return null;
            text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || text.Contains('\0', StringComparison.Ordinal) ? null : (text[..colon], text[(colon + 1)..]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in with a wrong feed key from {Address}")]
    private static partial void LogFailed(ILogger logger, string address);
}
