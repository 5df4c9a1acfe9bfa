using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Certifications: what earns them, and what they say of each other.</summary>
internal static class CertificationChecks
{
    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/certifications", policy.Certifications.Select(certification => certification.Id), "certification");
        var known = policy.Certifications.Select(certification => certification.Id).ToList();
        for (var i = 0; i < policy.Certifications.Count; i++)
        {
            var certification = policy.Certifications[i];
            var pointer = $"/certifications/{i}";
            ProductAndLine(certification, pointer, policy, errors);
            RuleChecks.Run(certification.Requires, $"{pointer}/requires", policy, errors);
            Periods(certification, pointer, errors);
            Releases(certification, $"{pointer}/releasePolicy", policy, errors);
            for (var j = 0; j < certification.Supersedes.Count; j++)
                errors.Known("certification", certification.Supersedes[j], known, $"{pointer}/supersedes/{j}");
            for (var j = 0; j < certification.Prerequisites.Count; j++)
                errors.Known("certification", certification.Prerequisites[j], known, $"{pointer}/prerequisites/{j}");
            for (var j = 0; j < certification.Equivalents.Count; j++)
                errors.Known("certification", certification.Equivalents[j].Certification, known, $"{pointer}/equivalents/{j}/certification");
        }
        Cycles(policy, errors, "supersedes", certification => certification.Supersedes);
        Cycles(policy, errors, "prerequisites", certification => certification.Prerequisites);
        Cycles(policy, errors, "equivalents", certification => [.. certification.Equivalents.Select(equivalent => equivalent.Certification)]);
    }

    private static void Cycles(ProgramPolicy policy, PolicyErrors errors, string property, Func<Certification, IReadOnlyList<string>> to) =>
        errors.Cycles([.. policy.Certifications.Select((certification, i) => (certification.Id, $"/certifications/{i}", to(certification)))], property, "certification");

    private static void ProductAndLine(Certification certification, string pointer, ProgramPolicy policy, PolicyErrors errors)
    {
        var product = policy.Products.FirstOrDefault(product => product.Id == certification.Product);
        if (certification.Product is { } id && product is null)
            errors.Unknown("product", id, policy.Products.Select(known => known.Id), $"{pointer}/product");
        if (certification.Line is not { } line)
            return;
        if (certification.Product is null)
            errors.Add("line-without-product", $"The line \"{line}\" is a line of no product: state the product too.", $"{pointer}/line");
        else if (product is not null)
            errors.Known("line", line, product.Lines.Select(known => known.Id), $"{pointer}/line");
    }

    private static void Periods(Certification certification, string pointer, PolicyErrors errors)
    {
        if (certification.RenewalWindow is not { } window)
            return;
        if (certification.Validity is not { } validity)
            errors.Add("window-without-validity", "A certification that never expires has no renewal window: state a validity or leave the window out.", $"{pointer}/renewalWindow");
        else if (window.After(DateTime.UnixEpoch) >= validity.After(DateTime.UnixEpoch))
            errors.Add("window-too-long", $"Expected a renewal window shorter than the validity {validity}, found {window}.", $"{pointer}/renewalWindow");
    }

    private static void Releases(Certification certification, string pointer, ProgramPolicy policy, PolicyErrors errors)
    {
        if (certification.ReleasePolicy is not { } releases)
            return;
        if (certification.Product is null)
            errors.Add("releases-without-product", "A certification of no product is concerned by no release: state the product or leave the release policy out.", pointer);
        var known = policy.Products.SelectMany(product => product.Releases).Select(release => release.Id).ToList();
        var concerned = policy.ReleasesOf(certification).Select(release => release.Id).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < releases.Deltas.Count; i++)
        {
            var delta = releases.Deltas[i];
            if (!errors.Known("release", delta.Release, known, $"{pointer}/deltas/{i}/release"))
                continue;
            if (certification.Product is not null && !concerned.Contains(delta.Release))
                errors.Add("release-of-no-concern", $"The release \"{delta.Release}\" asks nothing of those who hold \"{certification.Id}\": it is of another product or line, or of a kind that the release policy passes over.", $"{pointer}/deltas/{i}/release");
            if (!seen.Add(delta.Release))
                errors.Add("duplicate-delta", $"There already is a delta for the release \"{delta.Release}\": give its alternatives as {{\"any\": […]}}.", $"{pointer}/deltas/{i}/release");
            RuleChecks.Run(delta.Requires, $"{pointer}/deltas/{i}/requires", policy, errors);
        }
    }
}
