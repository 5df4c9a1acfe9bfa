using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerLrs.Platform.Credentials;

namespace PartnerLrs.Platform.Http;

/// <summary>HTTP Basic (RFC 7617) with a credential's key and secret. Failed attempts from one address are slowed down.</summary>
public sealed partial class BasicAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, CredentialStore credentials, FailedAttempts failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Basic";

    private const int MaximumHeaderLength = 2048;
    private static readonly object RetryAfterKey = new();

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header is null || !AuthenticationHeaderValue.TryParse(header, out var value) || !SchemeName.Equals(value.Scheme, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (Decode(value.Parameter) is not var (key, secret))
            return AuthenticateResult.Fail("The Authorization header is not Basic with base64 of key:secret.");

        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (failures.BlockedFor(address, key) is { } wait)
        {
            Context.Items[RetryAfterKey] = wait;
            return AuthenticateResult.Fail("Too many failed attempts.");
        }

        if (await credentials.AuthenticateAsync(key, secret, Context.RequestAborted) is not { } credential)
        {
            failures.Note(address, key);
            LogFailed(Logger, address);
            return AuthenticateResult.Fail("The key or the secret is wrong.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CredentialIdentity(credential)), SchemeName));
    }

    /// <inheritdoc />
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Items[RetryAfterKey] is TimeSpan wait)
        {
            Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-failures", "Too many failed sign-ins from this address with this key; wait as long as Retry-After says.").ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Basic realm=\"PartnerLrs\", charset=\"UTF-8\"";
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        await Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", failure ?? "This needs HTTP Basic with a credential's key and secret.").ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<ScopeRequirement>()?.AnyOf ?? [];
        await Problems.Of(StatusCodes.Status403Forbidden, "missing-scope", $"The credential lacks the scope that this needs: {string.Join(" or ", needed)}.").ExecuteAsync(Context);
    }

    private static (string Key, string Secret)? Decode(string? parameter)
    {
        if (parameter is null or { Length: > MaximumHeaderLength })
            return null;
        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in with a wrong key or secret from {Address}")]
    private static partial void LogFailed(ILogger logger, string address);
}
