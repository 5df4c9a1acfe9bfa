using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>What the parts of a policy say of each other: ids that are unique, references that resolve, numbers that fit together.</summary>
internal sealed class PolicyReferences
{
    private readonly List<Error> errors = [];
    private readonly ProgramPolicy policy;

    private PolicyReferences(ProgramPolicy policy) => this.policy = policy;

    /// <summary>The errors of a policy whose shape is right.</summary>
    public static IReadOnlyList<Error> Check(ProgramPolicy policy)
    {
        var check = new PolicyReferences(policy);
        check.Products();
        check.Courses();
        check.Certifications();
        check.Tiers();
        check.Benefits();
        return check.errors;
    }

    private void Products()
    {
        Unique("/products", policy.Products.Select(product => product.Id), "product");
        for (var i = 0; i < policy.Products.Count; i++)
            Unique($"/products/{i}/lines", policy.Products[i].Lines.Select(line => line.Id), $"line of product \"{policy.Products[i].Id}\"");
    }

    private void Courses()
    {
        Unique("/courses", policy.Courses.Select(course => course.Id), "course");
        var claimed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Courses.Count; i++)
        {
            var course = policy.Courses[i];
            for (var j = 0; j < course.Activities.Count; j++)
            {
                var pointer = $"/courses/{i}/activities/{j}";
                AbsoluteIri(course.Activities[j], pointer);
                if (!claimed.TryAdd(course.Activities[j], course.Id))
                    Add("activity-claimed-twice", $"The activity \"{course.Activities[j]}\" already belongs to the course \"{claimed[course.Activities[j]]}\".", pointer);
            }
            for (var j = 0; j < course.Completion.Verbs.Count; j++)
                AbsoluteIri(course.Completion.Verbs[j], $"/courses/{i}/completion/verbs/{j}");
            if (course.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)))
                Add("not-a-url", $"Expected an absolute http or https URL, found \"{url}\".", $"/courses/{i}/url");
        }
    }

    private void Certifications()
    {
        Unique("/certifications", policy.Certifications.Select(certification => certification.Id), "certification");
        for (var i = 0; i < policy.Certifications.Count; i++)
        {
            var certification = policy.Certifications[i];
            var pointer = $"/certifications/{i}";
            ProductAndLine(certification, pointer);
            Rule(certification.Requires, $"{pointer}/requires");
            Periods(certification, pointer);
        }
    }

    private void ProductAndLine(Certification certification, string pointer)
    {
        var product = policy.Products.FirstOrDefault(product => product.Id == certification.Product);
        if (certification.Product is { } id && product is null)
            Unknown("product", id, policy.Products.Select(known => known.Id), $"{pointer}/product");
        if (certification.Line is not { } line)
            return;
        if (certification.Product is null)
            Add("line-without-product", $"The line \"{line}\" is a line of no product: state the product too.", $"{pointer}/line");
        else if (product is not null && !product.Lines.Any(known => known.Id == line))
            Unknown("line", line, product.Lines.Select(known => known.Id), $"{pointer}/line");
    }

    private void Periods(Certification certification, string pointer)
    {
        if (certification.RenewalWindow is not { } window)
            return;
        if (certification.Validity is not { } validity)
            Add("window-without-validity", "A certification that never expires has no renewal window: state a validity or leave the window out.", $"{pointer}/renewalWindow");
        else if (window.After(DateTime.UnixEpoch) >= validity.After(DateTime.UnixEpoch))
            Add("window-too-long", $"Expected a renewal window shorter than the validity {validity}, found {window}.", $"{pointer}/renewalWindow");
    }

    private void Rule(CourseRule rule, string pointer)
    {
        switch (rule)
        {
            case OneCourse one when policy.FindCourse(one.Course) is null:
                Unknown("course", one.Course, policy.Courses.Select(known => known.Id), pointer);
                break;
            case AllOf all:
                Rules(all.Rules, $"{pointer}/all");
                break;
            case AnyOf any:
                Rules(any.Rules, $"{pointer}/any");
                break;
            case AtLeast some:
                if (some.Count > some.Of.Count)
                    Add("at-least-too-many", $"Expected 1 to {some.Of.Count}, the number of rules given, found {some.Count}.", $"{pointer}/atLeast");
                Rules(some.Of, $"{pointer}/of");
                break;
        }
    }

    private void Rules(IReadOnlyList<CourseRule> rules, string pointer)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is OneCourse one && !named.Add(one.Course))
                Add("course-listed-twice", $"The course \"{one.Course}\" is already listed here, and doing it counts once.", JsonPointer.Item(pointer, i));
            Rule(rules[i], JsonPointer.Item(pointer, i));
        }
    }

    private void Tiers()
    {
        Unique("/tiers", policy.Tiers.Select(tier => tier.Id), "tier");
        for (var i = 0; i < policy.Tiers.Count; i++)
        {
            for (var j = 0; j < policy.Tiers[i].Requires.Count; j++)
            {
                var certifications = policy.Tiers[i].Requires[j].Certifications;
                for (var k = 0; k < certifications.Count; k++)
                {
                    if (policy.FindCertification(certifications[k]) is null)
                        Unknown("certification", certifications[k], policy.Certifications.Select(known => known.Id), $"/tiers/{i}/requires/{j}/certifications/{k}");
                }
            }
        }
    }

    private void Benefits()
    {
        Unique("/benefits", policy.Benefits.Select(benefit => benefit.Id), "benefit");
        var gates = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Benefits.Count; i++)
        {
            var benefit = policy.Benefits[i];
            KnownTier(benefit.Tier, $"/benefits/{i}/tier");
            if (benefit.Gate is not { } gate)
                continue;
            if (!gates.Add(gate.Id))
                Add("duplicate-id", $"The gate \"{gate.Id}\" is already defined.", $"/benefits/{i}/gate/id");
            Limits(benefit, gate, $"/benefits/{i}/gate/limits");
        }
    }

    private void Limits(Benefit benefit, Gate gate, string pointer)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < gate.Limits.Count; i++)
        {
            var limit = gate.Limits[i];
            if (KnownTier(limit.Tier, $"{pointer}/{i}/tier") && policy.RankOf(limit.Tier) < policy.RankOf(benefit.Tier))
                Add("limit-below-gate", $"The gate opens from tier \"{benefit.Tier}\" on, so a limit at the lower tier \"{limit.Tier}\" would never apply.", $"{pointer}/{i}/tier");
            if (!seen.Add((limit.Tier, limit.Currency)))
                Add("duplicate-limit", $"The tier \"{limit.Tier}\" already has a limit in {limit.Currency}.", $"{pointer}/{i}");
        }
    }

    private bool KnownTier(string id, string pointer)
    {
        if (policy.RankOf(id) >= 0)
            return true;
        Unknown("tier", id, policy.Tiers.Select(known => known.Id), pointer);
        return false;
    }

    private void Unique(string pointer, IEnumerable<string> ids, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, id) in ids.Index())
        {
            if (!seen.Add(id))
                Add("duplicate-id", $"The {what} \"{id}\" is already defined.", $"{pointer}/{i}/id");
        }
    }

    private void AbsoluteIri(string iri, string pointer)
    {
        // A scheme, a colon and something after it (RFC 3987); activities of any scheme occur.
        var colon = iri.IndexOf(':', StringComparison.Ordinal);
        var hasScheme = colon > 0 && char.IsAsciiLetter(iri[0]) && iri[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        if (!hasScheme || colon == iri.Length - 1 || iri.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"'))
            Add("not-an-iri", $"Expected an absolute IRI such as https://academy.example/courses/a, found \"{iri}\".", pointer);
    }

    private void Unknown(string what, string id, IEnumerable<string> known, string pointer)
    {
        var names = known.Take(20).Select(name => $"\"{name}\"").ToList();
        var expected = names.Count == 0 ? $"the document defines no {what}" : $"defined are {string.Join(", ", names)}";
        Add($"unknown-{what}", $"The {what} \"{id}\" is not defined; {expected}.", pointer);
    }

    private void Add(string code, string message, string pointer) => errors.Add(Error.Invalid(code, message, pointer));
}
