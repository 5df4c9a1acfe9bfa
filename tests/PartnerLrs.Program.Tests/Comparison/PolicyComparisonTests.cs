using System.Text;
using PartnerLrs.Program.Comparison;

namespace PartnerLrs.Program.Tests.Comparison;

public sealed class PolicyComparisonTests
{
    public static TheoryData<string, string, string[]> Pairs => new()
    {
        { """{ "name": "A" }""", """{"name":"A"}""", [] },
        { """{ "name": "A" }""", """{ "name": "B" }""", ["""~ name: "A" → "B" """.Trim()] },
        { """{ "a": 1, "b": 2 }""", """{ "b": 2, "c": { "d": 1 } }""", ["- a: 1", """+ c: { "d": 1 }"""] },
        { """{ "c": [{ "id": "X", "n": 1 }, { "id": "Y" }] }""", """{ "c": [{ "id": "X", "n": 2 }, { "id": "Z" }] }""", ["~ c/X/n: 1 → 2", """- c/Y: { "id": "Y" }""", """+ c/Z: { "id": "Z" }"""] },
        { """{ "t": [{ "id": "X" }, { "id": "Y" }] }""", """{ "t": [{ "id": "Y" }, { "id": "W" }, { "id": "X" }] }""", ["""+ t/W: { "id": "W" }""", """~ t/(order): ["X","Y"] → ["Y","W","X"]"""] },
        { """{ "v": ["a", "b", "b"] }""", """{ "v": ["b", "c"] }""", ["""- v: "a" """.Trim(), """- v: "b" """.Trim(), """+ v: "c" """.Trim()] },
        { """{ "v": ["a", "b"] }""", """{ "v": ["b", "a"] }""", ["""~ v: ["a", "b"] → ["b", "a"]"""] },
        { """{ "r": [{ "count": 1 }] }""", """{ "r": [{ "count": 2 }] }""", ["""- r: { "count": 1 }""", """+ r: { "count": 2 }"""] },
        { """{ "r": "A" }""", """{ "r": { "all": ["A", "B"] } }""", ["""~ r: "A" → { "all": ["A", "B"] }"""] },
        { """{ "n": 1.0 }""", """{ "n": 1 }""", [] },
        { """{ "c": [{ "id": "X" }, { "id": "X" }] }""", """{ "c": [{ "id": "X" }] }""", ["""- c: { "id": "X" }"""] },
        { "[]", "7", ["~ : [] → 7"] },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Differences_are_told_by_id_and_property(string from, string to, string[] expected) =>
        Assert.Equal(expected, PolicyComparison.Of(Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to)).Select(change => change.ToString()));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_document_does_not_differ_from_itself(string from, string to, string[] expected)
    {
        Assert.NotNull(expected);
        Assert.Empty(PolicyComparison.Of(Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(from)));
        Assert.Empty(PolicyComparison.Of(Encoding.UTF8.GetBytes(to), Encoding.UTF8.GetBytes(to)));
    }
}
