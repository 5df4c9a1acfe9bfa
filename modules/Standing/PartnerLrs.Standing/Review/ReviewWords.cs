using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Review;

/// <summary>Why evidence does not count, in sentences.</summary>
internal static class ReviewWords
{
    /// <summary>The hint for evidence of a known person for a known course.</summary>
    public static string Of(ReviewEntity review, ProgramPolicy? policy)
    {
        var course = policy?.FindCourse(review.Course);
        return review.Verdict switch
        {
            ReviewReason.PartnerAttested =>
                $"It came from {review.Authority}, a partner's own credential, and {review.Course} does not let a partner attest for its people. Accept it, or set the course's partnerAttestation.",
            ReviewReason.Backdated =>
                $"It took effect {Timestamps.ToRfc3339(review.EffectiveAt)} and was stored {Timestamps.ToRfc3339(review.KnownAt)}; without a review the programme takes evidence at most {policy?.Evidence?.BackdatingLimit} late. Accept it if it is right.",
            ReviewReason.Future =>
                $"Its timestamp lies ahead; it counts from {Timestamps.ToRfc3339(review.EffectiveAt)} on. If that is wrong, the sender's clock is: void it and send it again.",
            _ => $"{review.Course} believes {(course is null ? "others" : string.Join(", ", course.TrustedAuthorities))}; this came from {review.Authority}{(review.Signer is null ? "" : ", signed by a certificate that the course does not name")}. Accept it, or add to the course's trustedAuthorities or trustedSigners.",
        };
    }

    /// <summary>The hint for an activity that is nearly a course's.</summary>
    public static string Of(CourseOfActivity near) =>
        $"No course has {near.Near}; {near.Course} has {near.Iri}, which differs in {NearbyIris.Difference(near.Near!, near.Iri)}. IRIs are compared as strings: add this one to the course's activities, or mend the sender.";
}
