using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerLrs.Platform;

namespace PartnerLrs.Lrs.Tests.Access;

public sealed class UnforeseenTests
{
    [Theory]
    [DatabaseData("1.0.3")]
    [DatabaseData("2.0.0")]
    public async Task An_unforeseen_error_is_answered_with_the_standards_headers_too(Dialect dialect, string version)
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPlatform(database.Database).AddLrs();
        await using var app = builder.Build();
        app.UseExceptionHandler(errors => errors.Run(context => context.Response.WriteAsync("sorry")));
        app.UseXapi();
        app.MapGet("/xapi/statements", string () => throw new InvalidOperationException("Nobody expected this."));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add(Answer.VersionHeader, version);
        using var answer = await http.GetAsync(new Uri(app.Urls.Single() + "/xapi/statements"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal([version], answer.Headers.GetValues(Answer.VersionHeader));
        Assert.Single(answer.Headers.GetValues(Answer.BoundHeader));
    }
}
