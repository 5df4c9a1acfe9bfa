using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Products, their lines and releases.</summary>
internal static class ProductChecks
{
    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/products", policy.Products.Select(product => product.Id), "product");
        var releases = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Products.Count; i++)
        {
            var product = policy.Products[i];
            errors.Unique($"/products/{i}/lines", product.Lines.Select(line => line.Id), $"line of product \"{product.Id}\"");
            for (var j = 0; j < product.Releases.Count; j++)
            {
                var pointer = $"/products/{i}/releases/{j}";
                var release = product.Releases[j];
                if (!releases.Add(release.Id))
                    errors.Add("duplicate-id", $"The release \"{release.Id}\" is already defined.", $"{pointer}/id");
                if (release.Line is { } line)
                    errors.Known("line", line, product.Lines.Select(known => known.Id), $"{pointer}/line");
                if (release.Retirement <= release.GeneralAvailability)
                    errors.Add("retired-too-early", "A release is retired later than it becomes generally available.", $"{pointer}/retirement");
            }
        }
    }
}
