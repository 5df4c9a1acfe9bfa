using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>What in a policy without errors is probably not meant.</summary>
internal static class PolicyAdvisor
{
    /// <summary>The advice, in the order of the document.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="now">The instant (UTC): what ended before it can be used by nobody.</param>
    public static IReadOnlyList<PolicyAdvice> Advise(ProgramPolicy policy, DateTime now)
    {
        var attainable = new Attainability(policy, now);
        return
        [
            .. CourseAdvice.Of(policy, attainable),
            .. CertificationAdvice.Of(policy, attainable, now),
            .. TierAdvice.Of(policy, attainable),
            .. GateAdvice.Of(policy, attainable),
            .. RoleAdvice.Of(policy),
        ];
    }
}
