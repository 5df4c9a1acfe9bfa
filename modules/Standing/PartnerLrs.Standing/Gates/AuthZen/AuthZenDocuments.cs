using System.Text.Json;

namespace PartnerLrs.Standing.Gates.AuthZen;

/// <summary>An evaluation request, for the OpenAPI document (AuthZEN 1.0, Access Evaluation API); <see cref="AuthZenEntities"/> reads it.</summary>
/// <param name="Subject">Type <c>partner</c> or <c>person</c>; the id is ours or <c>system:externalId</c>.</param>
/// <param name="Action">Its name is the gate's id, unless the resource is the gate.</param>
/// <param name="Resource">Type <c>gate</c> names the gate; <c>partner</c> the partner of a person; <c>product</c> the product; others only carry properties.</param>
/// <param name="Context"><c>partner</c>, <c>registrant</c>, <c>product</c>, <c>amount</c>, <c>currency</c>, <c>asOf</c>, <c>knownAt</c>.</param>
internal sealed record AuthZenRequest(AuthZenEntity Subject, AuthZenAction Action, AuthZenEntity Resource, JsonElement? Context);

/// <summary>Several evaluation requests. What stands above them is the default for each.</summary>
/// <param name="Subject">See the single request.</param>
/// <param name="Action">See the single request.</param>
/// <param name="Resource">See the single request.</param>
/// <param name="Context">See the single request.</param>
/// <param name="Evaluations">Up to 1,000 requests.</param>
/// <param name="Options"><c>evaluations_semantic</c>: <c>execute_all</c> (default), <c>deny_on_first_deny</c> or <c>permit_on_first_permit</c>.</param>
internal sealed record AuthZenRequests(
    AuthZenEntity? Subject, AuthZenAction? Action, AuthZenEntity? Resource, JsonElement? Context, IReadOnlyList<AuthZenRequest>? Evaluations, JsonElement? Options);

/// <summary>A subject or a resource.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Id">Which one.</param>
/// <param name="Properties">More about it.</param>
internal sealed record AuthZenEntity(string Type, string Id, JsonElement? Properties);

/// <summary>An action.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Properties">More about it.</param>
internal sealed record AuthZenAction(string Name, JsonElement? Properties);

/// <summary>What came of an evaluation.</summary>
/// <param name="Decision">Whether to permit.</param>
/// <param name="Context">The gate's answer, or <c>error</c> with status, code and message.</param>
internal sealed record AuthZenResponse(bool Decision, GateAnswer? Context);

/// <summary>What came of several evaluations, in order.</summary>
/// <param name="Evaluations">A response for each that was carried out.</param>
internal sealed record AuthZenResponses(IReadOnlyList<AuthZenResponse> Evaluations);
