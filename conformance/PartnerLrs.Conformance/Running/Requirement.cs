using System.Reflection;

namespace PartnerLrs.Conformance.Running;

/// <summary>One requirement and its check.</summary>
/// <param name="Group">The group in which it is reported.</param>
/// <param name="Name">The check's name.</param>
/// <param name="Section">Document and section.</param>
/// <param name="Sentence">The requirement.</param>
/// <param name="IsRecommendation">Whether the standard says "should".</param>
/// <param name="Check">The check; it throws <see cref="NotMetException"/>.</param>
internal sealed record Requirement(string Group, string Name, string Section, string Sentence, bool IsRecommendation, Func<Lrs, Task> Check)
{
    /// <summary>The requirements of a version, in the order in which they stand in their classes.</summary>
    public static IReadOnlyList<Requirement> All(SpokenVersion version) =>
        [.. typeof(Requirement).Assembly.GetTypes()
            .Where(type => type.Namespace == "PartnerLrs.Conformance.Requirements")
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).OrderBy(method => method.MetadataToken))
            .Select(method => Of(method, version))
            .OfType<Requirement>()];

    public bool Matches(string text) => new[] { Group, Name, Section, Sentence }.Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks.</summary>
    /// <returns>Why it does not hold, or null.</returns>
    public async Task<string?> CheckAsync(Lrs lrs, CancellationToken cancellationToken)
    {
        try
        {
            await Check(lrs);
            return null;
        }
        catch (NotMetException e)
        {
            return e.Message;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // An answer of an unforeseen shape, or none: the requirement is not met either.
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static Requirement? Of(MethodInfo method, SpokenVersion version)
    {
        if (method.GetCustomAttribute<RequirementAttribute>() is not { } attribute)
            return null;
        var section = version == SpokenVersion.V1 ? attribute.V1 : attribute.V2;
        return section is null
            ? null
            : new Requirement(
                method.DeclaringType!.Name,
                method.Name,
                (version == SpokenVersion.V1 ? "xAPI 1.0.3 " : "xAPI 2.0 ") + section,
                attribute.Sentence,
                attribute.Should,
                method.CreateDelegate<Func<Lrs, Task>>());
    }
}
