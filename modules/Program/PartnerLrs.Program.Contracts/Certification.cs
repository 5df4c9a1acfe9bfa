using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>What a person can be certified for.</summary>
public sealed record Certification
{
    /// <summary>The certification's id, unique among certifications, e.g. <c>SLS-200</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The certification's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The role it is for, e.g. <c>presales</c>; null for everyone.</summary>
    public string? Role { get; init; }

    /// <summary>The id of the product it is about, or null.</summary>
    public string? Product { get; init; }

    /// <summary>The id of the line of <see cref="Product"/> it is about, or null.</summary>
    public string? Line { get; init; }

    /// <summary>The courses that earn it.</summary>
    public required CourseRule Requires { get; init; }

    /// <summary>How long it is held, and how far apart the courses that earn it may lie; null when it never expires.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod? Validity { get; init; }

    /// <summary>
    /// How long before it expires it can be renewed so that the new period starts at the old expiry; shorter than
    /// <see cref="Validity"/>. Null when a new period always starts when it is earned.
    /// </summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod? RenewalWindow { get; init; }

    /// <summary>What a new release of the product does to those who are certified; null for nothing.</summary>
    public ReleasePolicy? ReleasePolicy { get; init; }

    /// <summary>The ids of certifications that this one replaces: holding this counts wherever one of them is asked for. Free of cycles.</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    /// <summary>Certifications whose holders count as holders of this one for a time. Free of cycles.</summary>
    public IReadOnlyList<CertificationEquivalent> Equivalents { get; init; } = [];

    /// <summary>The ids of certifications that must be held when this one is attained. Free of cycles.</summary>
    public IReadOnlyList<string> Prerequisites { get; init; } = [];
}
