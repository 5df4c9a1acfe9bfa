using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Trials.Backtest;
using PartnerLrs.Standing.Trials.Impact;

namespace PartnerLrs.Standing.Trials;

/// <summary>
/// <c>/api/v1/program/draft/impact</c> and <c>/backtest</c>. Figures are for who reads the programme; which partners, people and deals are behind them is
/// for who reads partners.
/// </summary>
internal sealed class TrialEndpoints(
    IProgramDraft drafts, IProgramCatalog catalog, TrialStore store, TrialRunner runner, DecisionLog decisions, IPartnerDirectory directory, IdFactory ids, TimeProvider clock)
{
    private const string Draft = "/api/v1/program/draft";
    private const string ImpactPath = Draft + "/impact";
    private const string BacktestPath = Draft + "/backtest";
    private const int DefaultDays = 90;
    private const int MostDays = 366;
    private const int MostYearsAhead = 10;

    private static readonly Error Bound = new(ErrorKind.Forbidden, "partner-bound", "A credential that is bound to a partner sees nothing of what is planned for the programme.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithTags("Program");
        group.MapPost(ImpactPath, (HttpContext context, TrialEndpoints trials, string? effective = null, string? horizon = null) => trials.StartImpactAsync(context))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("StartDraftImpact").WithSummary("Find out who would gain and lose what if the draft were published")
            .WithDescription("Query: effective (RFC 3339 instant from which it would apply, default now, not before the last version's), horizon (days after that, 0 to 366, default 90). It runs behind everything else; the Location has its state and then its figures.")
            .Produces<TrialResource<ImpactParameters, ImpactResult>>(StatusCodes.Status202Accepted)
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests);
        group.MapPost(BacktestPath, (HttpContext context, TrialEndpoints trials, string? days = null, string? gate = null) => trials.StartBacktestAsync(context))
            .RequireScope(Scopes.ProgramWrite)
            .WithName("StartDraftBacktest").WithSummary("Find out which recorded decisions and deals would have been answered differently under the draft")
            .WithDescription("Query: days (back from now, 1 to 366, default 90), gate (against which deals are judged, default every gate that looks at size, registrant or product). A recorded decision is answered again with the knowledge of then, a deal as of its submission.")
            .Produces<TrialResource<BacktestParameters, BacktestResult>>(StatusCodes.Status202Accepted)
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
        MapKind<ImpactParameters, ImpactResult, PartnerImpact>(group, TrialKind.Impact, ImpactPath, "Impact", ImpactChange.Listed, impact => impact.Partner);
        MapKind<BacktestParameters, BacktestResult, PartnerBacktest>(group, TrialKind.Backtest, BacktestPath, "Backtest", BacktestChange.OfPartners, found => found.Partner);
        group.MapGet(BacktestPath + "/{id}/differences", (string id, HttpContext context, TrialEndpoints trials, string? partner = null, string? change = null, string? limit = null, string? after = null) => trials.DifferencesAsync(id, context, partner, change))
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListDraftBacktestDifferences").WithSummary("The decisions and deals that a backtest found to be answered differently, of a partner or in one direction if so asked")
            .Produces<ListPage<BacktestDifference>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static void MapKind<TParameters, TResult, TPartner>(IEndpointRouteBuilder group, string kind, string path, string name, IReadOnlyList<string> changes, Func<TPartner, string> partnerOf)
        where TParameters : class
        where TResult : class
        where TPartner : class
    {
        group.MapGet(path, (HttpContext context, TrialEndpoints trials, string? limit = null, string? after = null) => trials.ListAsync<TParameters, TResult>(kind, context))
            .RequireScope(Scopes.ProgramRead)
            .WithName($"ListDraft{name}s").WithSummary($"The {kind} trials of drafts that are kept, the oldest first")
            .Produces<ListPage<TrialResource<TParameters, TResult>>>().DescribesProblems(StatusCodes.Status400BadRequest);
        group.MapGet(path + "/{id}", (string id, HttpContext context, TrialEndpoints trials) => trials.GetAsync<TParameters, TResult>(kind, id, context))
            .RequireScope(Scopes.ProgramRead)
            .WithName($"GetDraft{name}").WithSummary("How far a trial has come, and its figures when it is finished")
            .Produces<TrialResource<TParameters, TResult>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapDelete(path + "/{id}", (string id, HttpContext context, TrialEndpoints trials) => trials.CancelAsync<TParameters, TResult>(kind, id, context))
            .RequireScope(Scopes.ProgramWrite)
            .WithName($"CancelDraft{name}").WithSummary("Cancel a trial that runs; it stays readable")
            .Produces<TrialResource<TParameters, TResult>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet(path + "/{id}/partners", (string id, HttpContext context, TrialEndpoints trials, string? change = null, string? limit = null, string? after = null) => trials.PartnersAsync(kind, id, context, change, changes, partnerOf))
            .RequireScope(Scopes.PartnersRead)
            .WithName($"ListDraft{name}Partners").WithSummary("The partners that a trial found something of, those that go one way if so asked")
            .Produces<ListPage<TPartner>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private async Task<IResult> StartImpactAsync(HttpContext context)
    {
        if (Refuse(context, "effective", "horizon") is { } refused)
            return refused;
        if (!Query.Instant(context.Request, "effective").TryGet(out var effective, out var error) && error is not null)
            return Problems.From(error);
        if (!Days(context.Request, "horizon", least: 0).TryGet(out var horizon, out error))
            return Problems.From(error);
        return await StartAsync<ImpactParameters, ImpactResult>(context, TrialKind.Impact, ImpactPath, (draft, published, now) =>
        {
            var at = effective ?? now;
            if (published.Count > 0 && at < published[^1].EffectiveAt)
            {
                return Error.Conflict(
                    "effective-too-early",
                    $"Version {published[^1].Number} applies from {Timestamps.ToRfc3339(published[^1].EffectiveAt)}; expected an effective instant not before that, found {Timestamps.ToRfc3339(at)}{(effective is null ? " (now)" : "")}.");
            }

            if (at > now.AddYears(MostYearsAhead))
                return Error.Invalid("invalid-instant", $"effective: expected an instant within {MostYearsAhead} years from now.");
            var version = new PolicyVersion((published.Count > 0 ? published[^1].Number : 0) + 1, draft, at, now);
            return (new ImpactParameters(at, horizon), new ImpactWork(published, version, TimeSpan.FromDays(horizon)));
        });
    }

    private async Task<IResult> StartBacktestAsync(HttpContext context)
    {
        if (Refuse(context, "days", "gate") is { } refused)
            return refused;
        if (!Days(context.Request, "days", least: 1).TryGet(out var days, out var error))
            return Problems.From(error);
        var gate = context.Request.Query.ContainsKey("gate") ? context.Request.Query["gate"].ToString() : null;
        return await StartAsync<BacktestParameters, BacktestResult>(context, TrialKind.Backtest, BacktestPath, (draft, published, now) =>
        {
            var policies = published.Count > 0 ? [draft, published[^1].Policy] : (ProgramPolicy[])[draft];
            var known = policies.SelectMany(policy => policy.Benefits).Select(benefit => benefit.Gate?.Id).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (gate is not null && !known.Contains(gate))
                return Error.Invalid("unknown-gate", $"gate: neither the draft nor the last published version has a gate '{Query.Shorten(gate)}'; expected one of {string.Join(", ", known)}.");
            IReadOnlyList<string> dealGates = gate is not null ? [gate] : [.. policies.SelectMany(BacktestWork.DealGatesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return (new BacktestParameters(days, gate), new BacktestWork(decisions, ids, published, draft, now.AddDays(-days), now, dealGates));
        });
    }

    private async Task<IResult> StartAsync<TParameters, TResult>(
        HttpContext context, string kind, string path, Func<ProgramPolicy, IReadOnlyList<PolicyVersion>, DateTime, Result<(TParameters, ITrialWork)>> prepare)
        where TParameters : class
        where TResult : class
    {
        if (await drafts.ReadAsync(context.RequestAborted) is not { } draft)
            return Problems.From(Error.NotFound("no-draft", $"There is no draft; save one with PUT {Draft}."));
        var errors = draft.Findings.Errors;
        if (draft.Policy is not { } policy)
            return Problems.Invalid("invalid-policy", $"The draft has {(errors.Count == 1 ? "1 error" : $"{errors.Count} errors")}; what it would do cannot be told.", errors);
        var (published, now) = (await catalog.AllAsync(context.RequestAborted), clock.UtcNow());
        if (!prepare(policy, published, now).TryGet(out var prepared, out var error))
            return Problems.From(error);
        var (parameters, work) = prepared;
        var trial = new Trial(
            ids.NewId(),
            kind,
            TrialState.Running,
            TriedDraft.Of(draft),
            published.Count > 0 ? published[^1].Number : 0,
            TrialJson.Write(parameters),
            now,
            context.Credential().Name);
        return await runner.TryStartAsync(trial, policy, work, context.RequestAborted)
            ? Results.Accepted($"{path}/{trial.Id}", TrialResource<TParameters, TResult>.Of(trial, trial.Draft.Digest))
            : Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-trials", "As many trials as may run at once are running; wait for one, or cancel one.");
    }

    private async Task<IResult> ListAsync<TParameters, TResult>(string kind, HttpContext context)
        where TParameters : class
        where TResult : class
    {
        if (!ListRequest.Read(context.Request).TryGet(out var list, out var error))
            return Problems.From(error);
        if (RefuseBound(context) is { } refused)
            return refused;
        var current = await CurrentAsync(context.RequestAborted);
        var found = await store.ListAsync(kind, list.After, list.Limit + 1, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, [.. found.Select(trial => TrialResource<TParameters, TResult>.Of(trial, current))], trial => trial.Id));
    }

    private async Task<IResult> GetAsync<TParameters, TResult>(string kind, string id, HttpContext context)
        where TParameters : class
        where TResult : class
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        return (await FindAsync(kind, id, context)).TryGet(out var trial, out var error)
            ? Results.Ok(TrialResource<TParameters, TResult>.Of(trial, await CurrentAsync(context.RequestAborted)))
            : Problems.From(error);
    }

    private async Task<IResult> CancelAsync<TParameters, TResult>(string kind, string id, HttpContext context)
        where TParameters : class
        where TResult : class
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        if (!(await FindAsync(kind, id, context)).TryGet(out _, out var error))
            return Problems.From(error);
        await runner.CancelAsync(id, context.RequestAborted);
        return await GetAsync<TParameters, TResult>(kind, id, context);
    }

    private async Task<IResult> PartnersAsync<TPartner>(string kind, string id, HttpContext context, string? change, IReadOnlyList<string> changes, Func<TPartner, string> partnerOf)
    {
        if (!ListRequest.Read(context.Request, "change").TryGet(out var list, out var error))
            return Problems.From(error);
        if (WrongChange(change, changes) is { } wrong)
            return Problems.From(wrong);
        if (!(await FindAsync(kind, id, context)).TryGet(out _, out error))
            return Problems.From(error);
        var found = await store.PartnersAsync(id, list.After, list.Limit + 1, change, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, Read<TPartner>(found), partnerOf));
    }

    private async Task<IResult> DifferencesAsync(string id, HttpContext context, string? partner, string? change)
    {
        if (!ListRequest.Read(context.Request, "partner", "change").TryGet(out var list, out var error))
            return Problems.From(error);
        if (WrongChange(change, BacktestChange.Listed) is { } wrong)
            return Problems.From(wrong);
        if (!(await FindAsync(TrialKind.Backtest, id, context)).TryGet(out _, out error))
            return Problems.From(error);
        var partnerId = partner is null ? null : await directory.ResolvePartnerAsync(partner, context.RequestAborted);
        if (partner is not null && partnerId is null)
            return Problems.From(Error.NotFound("unknown-partner", $"partner: no partner is named '{Query.Shorten(partner)}'."));
        var found = await store.DifferencesAsync(id, list.After, list.Limit + 1, partnerId, change, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, Read<BacktestDifference>(found), difference => difference.Id));
    }

    private async Task<Result<Trial>> FindAsync(string kind, string id, HttpContext context)
    {
        if (context.Credential().PartnerId is not null)
            return Bound;
        return Guid.TryParseExact(id, "D", out _) && await store.FindAsync(kind, id, context.RequestAborted) is { } trial
            ? trial
            : Error.NotFound("unknown-trial", $"There is no {kind} trial '{Query.Shorten(id)}'; old ones are not kept.");
    }

    private async Task<string?> CurrentAsync(CancellationToken cancellationToken) =>
        await drafts.ReadAsync(cancellationToken) is { } draft ? TriedDraft.Of(draft).Digest : null;

    private static IResult? RefuseBound(HttpContext context) => context.Credential().PartnerId is null ? null : Problems.From(Bound);

    private static IResult? Refuse(HttpContext context, params ReadOnlySpan<string> parameters)
    {
        if (Query.Allow(context.Request, parameters) is { } unknown)
            return Problems.From(unknown);
        if (RefuseBound(context) is { } bound)
            return bound;
        return context.Request.ContentLength > 0
            ? Problems.From(Error.Invalid("unexpected-body", "The draft is what is tried: send no document."))
            : null;
    }

    private static Result<int> Days(HttpRequest request, string name, int least)
    {
        if (!request.Query.ContainsKey(name))
            return DefaultDays;
        return int.TryParse(request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= least && days <= MostDays
            ? days
            : Error.Invalid("invalid-parameter", $"{name}: expected a number of days from {least} to {MostDays}, found '{Query.Shorten(request.Query[name].ToString())}'.");
    }

    private static Error? WrongChange(string? change, IReadOnlyList<string> changes) =>
        change is null || changes.Contains(change) ? null : Error.Invalid("invalid-parameter", $"change: expected one of {string.Join(", ", changes)}, found '{Query.Shorten(change)}'.");

    private static List<TFinding> Read<TFinding>(IReadOnlyList<string> documents) => [.. documents.Select(document => TrialJson.Read<TFinding>(document))];
}
