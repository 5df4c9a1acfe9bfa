using System.Buffers.Binary;
using System.Globalization;
using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>A small programme and its facts, told briefly.</summary>
internal static class Given
{
    public const string Passed = "http://adlnet.gov/expapi/verbs/passed";
    public const string Failed = "http://adlnet.gov/expapi/verbs/failed";
    public const string Completed = "http://adlnet.gov/expapi/verbs/completed";
    public const string Learner = "person-1";

    public static DateTime At(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);

    public static CalendarPeriod Period(string text) =>
        CalendarPeriod.TryParse(text, out var period) ? period : throw new ArgumentException(text, nameof(text));

    public static Guid Id(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new Guid(bytes, bigEndian: true);
    }

    public static string Activity(string course) => $"https://academy.example/{course}";

    public static Course Course(string id, int minutes = 60, CompletionRule? completion = null) => new()
    {
        Id = id,
        Name = id,
        Activities = [new CourseActivity(Activity(id))],
        Minutes = minutes,
        Url = $"https://academy.example/take/{id}",
        Completion = completion ?? new CompletionRule { Verbs = [Passed, Completed] },
        TrustedAuthorities = ["academy-lms", "field-lms"],
    };

    public static Certification Certification(string id, CourseRule rule, string? validity = "P12M", string? window = "P60D") => new()
    {
        Id = id,
        Name = $"Certified in {id}",
        Requires = rule,
        Validity = validity is null ? null : Period(validity),
        RenewalWindow = window is null ? null : Period(window),
    };

    public static ProgramPolicy Policy(IReadOnlyList<Course> courses, params Certification[] certifications) =>
        new() { Program = "test", Name = "Test", Courses = courses, Certifications = certifications };

    public static Evidence Evidence(
        int id,
        string course,
        string effectiveAt,
        string? knownAt = null,
        string verb = Passed,
        bool? success = null,
        bool? completion = null,
        double? scaled = null,
        string authority = "academy-lms",
        bool partnerBound = false) =>
        new(Id(id), Activity(course), verb, success, completion, scaled, At(effectiveAt), At(knownAt ?? effectiveAt), authority, partnerBound);

    public static CourseCompletion Completion(int id, string course, string effectiveAt, string? release = null) =>
        new(course, At(effectiveAt), At(effectiveAt), Id(id), release);

    /// <summary>Completions as <c>course@instant</c>, or <c>course@instant/release</c> of an activity that teaches one release.</summary>
    public static CourseCompletion[] Done(string history) =>
    [
        .. history.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((item, i) =>
        {
            var parts = item.Split('@', '/');
            return Completion(i + 1, parts[0], parts[1], parts.Length > 2 ? parts[2] : null);
        }),
    ];

    public static Release Release(string id, string availability, ReleaseKind kind = ReleaseKind.Major, string? line = null) =>
        new() { Id = id, Version = id, Kind = kind, Line = line, GeneralAvailability = At(availability) };

    public static HoldersRequirement Need(int count, string certification, string? role = null, string? group = null) =>
        new() { Certifications = certification.Split('|'), Count = count, Role = role, Group = group };

    public static Tier Tier(string id, params TierRequirement[] requires) => new() { Id = id, Name = id, Requires = requires };

    public static Benefit Gated(string gate, string tier, Gate? details = null) =>
        new() { Id = gate, Name = gate, Tier = tier, Gate = (details ?? new Gate { Id = gate }) with { Id = gate } };

    public static PartnerFacts Partner(params PersonFacts[] people) => new("partner-1", true, people);

    public static AwardPeriod Award(string person, string certification, string earned, string? expires) => new(
        AwardId.For(person, certification, At(earned)), certification, At(earned), expires is null ? null : At(expires), At(earned), [], []);

    public static PersonFacts InRole(this PersonFacts person, params string[] roles) =>
        person with { Memberships = [.. person.Memberships.Select(membership => membership with { Roles = roles })] };

    public static PersonFacts Person(string id, string from, string? to, params AwardPeriod[] awards) =>
        new(id, null, [new MembershipFacts([], At(from), to is null ? null : At(to))], awards, []);

    /// <summary>Awards as text: <c>2025-01-01..2026-01-01</c>, with times only where they are not midnight.</summary>
    public static string Text(IEnumerable<AwardPeriod> awards) => string.Join(
        ", ", awards.Select(award => $"{Text(award.EarnedAt)}..{(award.ExpiresAt is { } expiry ? Text(expiry) : "")}"));

    public static string Text(DateTime instant) =>
        instant.ToString(instant.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
