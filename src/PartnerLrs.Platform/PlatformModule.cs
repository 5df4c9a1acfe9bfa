using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform;

/// <summary>What every module stands on.</summary>
public static class PlatformModule
{
    /// <summary>Adds storage, migrations, credentials and authorisation.</summary>
    /// <param name="services">The container.</param>
    /// <param name="database">The process's database.</param>
    public static IServiceCollection AddPlatform(this IServiceCollection services, Database database)
    {
        services.AddSingleton(database);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IdFactory>();
        services.AddMigrations("platform", typeof(PlatformModule).Assembly);
        services.AddSingleton<MigrationRunner>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        services.AddAuthentication(BasicAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, BasicAuthentication>(BasicAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = JsonBody.Options.Encoder;
            options.SerializerOptions.DefaultIgnoreCondition = JsonBody.Options.DefaultIgnoreCondition;
            foreach (var converter in JsonBody.Options.Converters)
                options.SerializerOptions.Converters.Add(converter);
        });
        return services;
    }

    /// <summary>Adds a module's migrations; they run in the order of registration.</summary>
    /// <param name="services">The container.</param>
    /// <param name="module">The module's table prefix.</param>
    /// <param name="assembly">The assembly that embeds <c>Migrations/&lt;dialect&gt;/NNNN_name.sql</c>.</param>
    public static IServiceCollection AddMigrations(this IServiceCollection services, string module, System.Reflection.Assembly assembly) =>
        services.AddSingleton(new MigrationSource(module, assembly));
}
