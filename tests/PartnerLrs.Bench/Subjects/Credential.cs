using System.Net.Http.Headers;
using System.Text;

namespace PartnerLrs.Bench.Subjects;

/// <summary>A key and its secret, for HTTP Basic.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">The secret.</param>
/// <param name="Id">The credential's id where a server of ours gave it, otherwise empty.</param>
internal sealed record Credential(string Key, string Secret, string Id = "")
{
    /// <summary>The value of the header <c>Authorization</c>.</summary>
    public string Header { get; } = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}"))).ToString();
}
