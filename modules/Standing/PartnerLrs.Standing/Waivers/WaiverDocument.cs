using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Waivers;

/// <summary>A waiver as it is sent, for the OpenAPI document; <see cref="WaiverBody"/> reads it.</summary>
/// <param name="Partner">The partner: an id or <c>system:externalId</c>.</param>
/// <param name="Gate">The gate's id.</param>
/// <param name="Product">The only product that it is for; absent for any.</param>
/// <param name="Maximum">The largest deal that it is for; absent for any size.</param>
/// <param name="Reason">Why; 1 to 1,000 characters. Whoever asks the gate reads it.</param>
/// <param name="From">When it begins; now unless given.</param>
/// <param name="Until">When it ends: within a year of its beginning.</param>
internal sealed record WaiverDocument(string Partner, string Gate, string? Product, GateAnswerLimit? Maximum, string Reason, DateTime? From, DateTime Until);
