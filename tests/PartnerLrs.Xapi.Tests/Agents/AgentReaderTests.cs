using System.Text;

namespace PartnerLrs.Xapi.Tests.Agents;

public sealed class AgentReaderTests
{
    [Theory]
    [InlineData("""{"mbox":"mailto:ada@example.com"}""", AgentIdentifierKind.Mbox, "mailto:ada@example.com", null)]
    [InlineData(""" {"objectType":"Agent","mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e364975"} """, AgentIdentifierKind.MboxSha1Sum, "cd9b00a5611f94eaa7b1661edab976068e364975", null)]
    [InlineData("""{"openid":"http://o.example/1","name":"A"}""", AgentIdentifierKind.OpenId, "http://o.example/1", null)]
    [InlineData("""{"account":{"name":"ada","homePage":"http://example.com"}}""", AgentIdentifierKind.Account, "ada", "http://example.com")]
    [InlineData("""{"objectType":"Group","mbox":"mailto:team@example.com","member":[{"mbox":"mailto:a@example.com"}]}""", AgentIdentifierKind.Mbox, "mailto:team@example.com", null)]
    public void An_agent_or_identified_group_is_read(string json, AgentIdentifierKind kind, string value, string? homePage)
    {
        foreach (var version in new[] { XapiVersion.V1, XapiVersion.V2 })
        {
            Assert.Null(AgentReader.Read(Encoding.UTF8.GetBytes(json), version, out var identifier));
            Assert.Equal(new AgentIdentifier(kind, value, homePage), identifier);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("wrong", "")]
    [InlineData("null", "")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData("""{"mbox":"ada@example.com"}""", "/mbox")]
    [InlineData("""{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"}]}""", "")]
    [InlineData("""{"objectType":"Activity","id":"urn:a"}""", "/objectType")]
    [InlineData("""{"mbox":"mailto:ada@example.com"}{}""", "")]
    [InlineData("""{"mbox":"mailto:ada@example.com","mbox":"mailto:ada@example.com"}""", "/mbox")]
    [InlineData("""{"mbox":"mailto:ada@example.com","name":"\ud800"}""", "/name")]
    public void Anything_else_is_refused(string json, string pointer)
    {
        var error = AgentReader.Read(Encoding.UTF8.GetBytes(json), XapiVersion.V2, out var identifier);
        Assert.Null(identifier);
        Assert.Equal(pointer, error?.Pointer);
    }
}
