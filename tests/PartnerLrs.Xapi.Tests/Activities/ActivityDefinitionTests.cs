using System.Text;

namespace PartnerLrs.Xapi.Tests.Activities;

public sealed class ActivityDefinitionTests
{
    [Theory]
    [InlineData("", """{"name":{"en":"A"}}""", """{"name":{"en":"A"}}""")]
    [InlineData("""{"name":{"en":"A"}}""", """{"name":{"fr":"B"},"type":"http://t"}""", """{"name":{"en":"A","fr":"B"},"type":"http://t"}""")]
    [InlineData("""{"name":{"en":"A"}}""", """{"name":{"en":"B"}}""", """{"name":{"en":"B"}}""")]
    [InlineData("""{"name":{"en":"A"}}""", "{}", """{"name":{"en":"A"}}""")]
    [InlineData("""{"extensions":{"http://a":null,"http://b":1.50}}""", """{"extensions":{"http://c":[1e2]}}""", """{"extensions":{"http://a":null,"http://b":1.50,"http://c":[1e2]}}""")]
    [InlineData("""{"interactionType":"choice","choices":[{"id":"1"}],"moreInfo":"http://m"}""", """{"interactionType":"likert","scale":[{"id":"2"}]}""", """{"moreInfo":"http://m","interactionType":"likert","scale":[{"id":"2"}]}""")]
    [InlineData("""{"name":{"en":"A"}}""", """{"description":{"de":"\u00fc<"}}""", """{"name":{"en":"A"},"description":{"de":"ü<"}}""")]
    public void Languages_and_extensions_join_and_the_newer_one_has_the_last_word(string held, string added, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(ActivityDefinition.Merge(Encoding.UTF8.GetBytes(held), Encoding.UTF8.GetBytes(added))));

    [Fact]
    public void Merging_again_changes_nothing()
    {
        var once = ActivityDefinition.Merge("{\"name\":{\"en\":\"A\"}}"u8, "{\"name\":{\"fr\":\"B\"},\"extensions\":{\"http://x\":1}}"u8);
        Assert.Equal(once, ActivityDefinition.Merge(once, "{\"extensions\":{\"http://x\":1},\"name\":{\"fr\":\"B\"}}"u8));
    }
}
