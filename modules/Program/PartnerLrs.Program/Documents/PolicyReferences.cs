using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>What the parts of a policy say of each other: ids that are unique, references that resolve, numbers that fit together.</summary>
internal static class PolicyReferences
{
    /// <summary>The errors of a policy whose shape is right.</summary>
    public static IReadOnlyList<Error> Check(ProgramPolicy policy)
    {
        var errors = new PolicyErrors();
        ProductChecks.Run(policy, errors);
        CourseChecks.Run(policy, errors);
        CertificationChecks.Run(policy, errors);
        TierChecks.Run(policy, errors);
        BenefitChecks.Run(policy, errors);
        PathChecks.Run(policy, errors);
        return errors.All;
    }
}
