using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Startup;

/// <summary>Makes sure that there is an administrator.</summary>
internal static class FirstStart
{
    private const string KeyVariable = "PARTNERLRS_ADMIN_KEY";
    private const string SecretVariable = "PARTNERLRS_ADMIN_SECRET";

    /// <summary>The operator's choice by environment, or one that is made at the first start and returned this once.</summary>
    /// <exception cref="StartupException">The environment's choice cannot be used.</exception>
    public static async Task<IssuedCredential?> EnsureAdministratorAsync(CredentialStore credentials, CancellationToken cancellationToken)
    {
        var (key, secret) = (Environment.GetEnvironmentVariable(KeyVariable), Environment.GetEnvironmentVariable(SecretVariable));
        if (string.IsNullOrEmpty(key) != string.IsNullOrEmpty(secret))
            throw new StartupException(ExitCode.Configuration, $"{KeyVariable} and {SecretVariable} belong together; expected both or neither.");
        if (!string.IsNullOrEmpty(key))
        {
            if ((await credentials.EnsureAdministratorAsync(key, secret!, cancellationToken)).Error is { } error)
                throw new StartupException(ExitCode.Configuration, $"{KeyVariable}/{SecretVariable}: {error.Message}");
            return null;
        }

        return await credentials.IsEmptyAsync(cancellationToken)
            ? (await credentials.AddAsync("administrator", [Scopes.Admin, Scopes.All], null, null, null, cancellationToken)).Value
            : null;
    }
}
