using System.Text.Json;

namespace PartnerLrs.Program.Contracts;

/// <summary>One difference between two policy documents.</summary>
/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Path">What: ids and properties from the outside in, e.g. <c>certifications/SLS-200/validity</c>.</param>
/// <param name="From">What it was; null where it is new.</param>
/// <param name="To">What it is; null where it is gone.</param>
public sealed record PolicyChange(string Change, string Path, JsonElement? From, JsonElement? To)
{
    /// <summary>The change in one line.</summary>
    public override string ToString() => Change switch
    {
        "added" => $"+ {Path}: {To!.Value.GetRawText()}",
        "removed" => $"- {Path}: {From!.Value.GetRawText()}",
        _ => $"~ {Path}: {From!.Value.GetRawText()} → {To!.Value.GetRawText()}",
    };
}
