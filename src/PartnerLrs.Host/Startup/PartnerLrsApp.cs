using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.OpenApi;
using PartnerLrs.Lrs;
using PartnerLrs.Partners;
using PartnerLrs.Performance;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program;
using PartnerLrs.Reporting;
using PartnerLrs.Standing;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Receipts;
using PartnerLrs.Standing.Trials;

namespace PartnerLrs.Host.Startup;

/// <summary>The composition root: every module, one process.</summary>
internal static class PartnerLrsApp
{
    /// <summary>Builds the application from configuration (JSON, environment, arguments).</summary>
    /// <param name="arguments">Configuration as <c>--Key=Value</c>.</param>
    /// <exception cref="Platform.Startup.StartupException">The configuration is wrong.</exception>
    public static WebApplication Build(params string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // Libraries speak up when something is wrong. Orleans' hint about server GC, its watchdog's first look and its notes on turns that
        // waited for SQLite's disk are not that.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error).AddFilter("Orleans.Runtime.Scheduler", LogLevel.Error);
        var options = Settings.Read(builder.Configuration);
        var database = Database.FromConnectionString(builder.Configuration.GetConnectionString("PartnerLrs"));
        // SQLite's driver blocks a thread while it waits for the disk; those threads must not be missing elsewhere.
        if (database.Dialect == Dialect.Sqlite)
            ThreadPool.SetMinThreads(32, 32);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Endpoints set their own, lower limits and say so; this is what is left when one forgets.
            kestrel.Limits.MaxRequestBodySize = options.MaximumRequestBytes + (1024L * 1024);
        });

        builder.Services.AddPlatform(database);
        builder.AddSilo(database);
        builder.Services.AddLrs();
        builder.Services.AddProgramModule();
        builder.Services.AddPartnersModule();
        builder.Services.AddPerformanceModule();
        builder.Services.AddStandingModule();
        builder.Services.AddReportingModule();
        builder.Services.Configure<LrsOptions>(lrs =>
        {
            lrs.DefaultVersion = options.DefaultVersion;
            lrs.MaximumRequestBytes = options.MaximumRequestBytes;
            lrs.MaximumAttachmentBytes = options.MaximumAttachmentBytes;
            lrs.MaximumDocumentBytes = options.MaximumDocumentBytes;
            lrs.MaximumPage = options.MaximumPage;
            lrs.AuthorityHomePage = options.PublicUrl;
        });
        builder.Services.Configure<GateOptions>(gates =>
        {
            gates.MaxAgeSeconds = options.GateMaxAgeSeconds;
            gates.PublicUrl = options.PublicUrl;
        });
        builder.Services.Configure<TrialOptions>(trials =>
        {
            trials.AtOnce = options.TrialsAtOnce;
            trials.Keep = options.TrialsKept;
            trials.Rest = TimeSpan.FromMilliseconds(options.TrialRestMilliseconds);
        });
        builder.Services.Configure<ReceiptOptions>(receipts => receipts.KeyFile = options.ReceiptKeyFile ?? ReceiptKeyFileBeside(database));
        builder.Services.AddSingleton(options);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(swagger =>
        {
            // OData describes itself, in its own terms.
            swagger.DocInclusionPredicate((_, api) => api.RelativePath?.StartsWith("odata", StringComparison.Ordinal) != true);
            swagger.SwaggerDoc("v1", new OpenApiInfo { Title = "PartnerLrs", Version = "v1", Description = "Statements in, standing out. Sign in with HTTP Basic: a credential's key and secret." });
            swagger.AddSecurityDefinition("basic", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic" });
            swagger.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("basic", document)] = [] });
        });

        var app = builder.Build();
        app.UseExceptionHandler(errors => errors.Run(ExplainAsync));
        app.UseStatusCodePages();
        app.UseXapi();
        app.UseAuthZen();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase), ExplainInterfaces);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLrsEndpoints();
        app.MapCredentialEndpoints();
        app.MapProgramEndpoints();
        app.MapPartnersEndpoints();
        app.MapPerformanceEndpoints();
        app.MapStandingEndpoints();
        app.MapReportingEndpoints();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = DatabaseHealth.WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = DatabaseHealth.WriteAsync }).AllowAnonymous();
        app.MapGet("/", () => Results.Redirect("/swagger")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    /// <summary>The secret of receipts is where the data is, but not in it.</summary>
    private static string ReceiptKeyFileBeside(Database database) =>
        Path.Combine(database.Dialect == Dialect.Sqlite ? Path.GetDirectoryName(database.Location)! : "data", "receipts.key");

    /// <summary>The API's description and its page, out of the way of all other requests.</summary>
    private static void ExplainInterfaces(IApplicationBuilder app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(ui =>
        {
            ui.DocumentTitle = "PartnerLrs";
            ui.SwaggerEndpoint("/swagger/v1/swagger.json", "PartnerLrs");
        });
    }

    /// <summary>What nobody expected, without its insides: the log has those.</summary>
    private static Task ExplainAsync(HttpContext context)
    {
        var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException bad => Problems.Of(bad.StatusCode, "bad-request", bad.Message),
            DbException or TimeoutException => Problems.Of(StatusCodes.Status503ServiceUnavailable, "storage-unavailable", "The database does not answer as it should; nothing was stored. Try again."),
            _ => Problems.Of(StatusCodes.Status500InternalServerError, "unexpected", "Something unforeseen went wrong; the server's log says more."),
        };
        return problem.ExecuteAsync(context);
    }
}
