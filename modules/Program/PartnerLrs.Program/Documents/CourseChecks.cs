using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Courses and the activities that are theirs.</summary>
internal static class CourseChecks
{
    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/courses", policy.Courses.Select(course => course.Id), "course");
        var releases = policy.Products.SelectMany(product => product.Releases).Select(release => release.Id).ToList();
        var claimed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Courses.Count; i++)
        {
            var course = policy.Courses[i];
            for (var j = 0; j < course.Activities.Count; j++)
            {
                var (iri, release) = course.Activities[j];
                // The item is the IRI itself, or an object around it.
                var pointer = $"/courses/{i}/activities/{j}";
                var place = release is null ? pointer : $"{pointer}/iri";
                AbsoluteIri(iri, place, errors);
                if (!claimed.TryAdd(iri, course.Id))
                    errors.Add("activity-claimed-twice", $"The activity \"{iri}\" already belongs to the course \"{claimed[iri]}\".", place);
                if (release is not null)
                    errors.Known("release", release, releases, $"{pointer}/release");
            }
            for (var j = 0; j < course.Completion.Verbs.Count; j++)
                AbsoluteIri(course.Completion.Verbs[j], $"/courses/{i}/completion/verbs/{j}", errors);
            if (course.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)))
                errors.Add("not-a-url", $"Expected an absolute http or https URL, found \"{url}\".", $"/courses/{i}/url");
            for (var j = 0; j < course.Equivalents.Count; j++)
                errors.Known("course", course.Equivalents[j], policy.Courses.Select(known => known.Id), $"/courses/{i}/equivalents/{j}");
        }
        errors.Cycles([.. policy.Courses.Select((course, i) => (course.Id, $"/courses/{i}", course.Equivalents))], "equivalents", "course");
    }

    private static void AbsoluteIri(string iri, string pointer, PolicyErrors errors)
    {
        // A scheme, a colon and something after it (RFC 3987); activities of any scheme occur.
        var colon = iri.IndexOf(':', StringComparison.Ordinal);
        var hasScheme = colon > 0 && char.IsAsciiLetter(iri[0]) && iri[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        if (!hasScheme || colon == iri.Length - 1 || iri.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"'))
            errors.Add("not-an-iri", $"Expected an absolute IRI such as https://academy.example/courses/a, found \"{iri}\".", pointer);
    }
}
