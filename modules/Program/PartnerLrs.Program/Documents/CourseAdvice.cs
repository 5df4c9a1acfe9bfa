using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Courses that nobody can complete, and activities that are easily taken for one another.</summary>
internal static class CourseAdvice
{
    public static IEnumerable<PolicyAdvice> Of(ProgramPolicy policy, Attainability attainable)
    {
        var alike = policy.Courses
            .SelectMany(course => course.Activities, (course, activity) => (course, activity.Iri))
            .ToLookup(pair => pair.Iri.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < policy.Courses.Count; i++)
        {
            var course = policy.Courses[i];
            if (!attainable.CanComplete(course.Id))
                yield return new PolicyAdvice("course-nobody-can-complete", $"Nobody's statements about the course \"{course.Id}\" are believed: name a trusted authority or signer.", $"/courses/{i}/trustedAuthorities");
            for (var j = 0; j < course.Activities.Count; j++)
            {
                var iri = course.Activities[j].Iri;
                // Within a course both spellings are meant.
                if (alike[iri.TrimEnd('/')].FirstOrDefault(other => other.course.Id != course.Id) is { course: { } other } near)
                    yield return new PolicyAdvice("activity-alike", $"The activity \"{iri}\" differs from \"{near.Iri}\" of the course \"{other.Id}\" only by case or a trailing slash. Activities are compared exactly.", $"/courses/{i}/activities/{j}");
            }
        }
    }
}
