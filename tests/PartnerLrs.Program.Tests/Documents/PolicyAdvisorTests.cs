using System.Text.Json.Nodes;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Tests.Documents;

public sealed class PolicyAdvisorTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_programme_that_fits_together_gets_no_advice() => Assert.Empty(Advise(_ => { }));

    [Fact]
    public void A_document_with_errors_gets_errors_only()
    {
        var findings = PolicyDocument.Judge("""{ "program": "p", "name": "P", "tiers": [{ "id": "t", "name": "T", "requires": [{ "certifications": ["X"], "count": 1 }] }] }"""u8.ToArray(), Now);
        Assert.Single(findings.Errors);
        Assert.Empty(findings.Advice);
    }

    [Fact]
    public void A_certification_that_opens_nothing_is_named() =>
        Assert.Equal(["certification-opens-nothing /certifications/2"], Advise(policy => Certification(policy, "C3", "A")));

    [Theory]
    [InlineData("""{ "supersedes": ["C2"] }""")]
    [InlineData("""{ "equivalentOf": "C2" }""")]
    [InlineData("""{ "prerequisiteOf": "C2" }""")]
    [InlineData("""{ "holder": true }""")]
    public void A_certification_that_leads_to_one_that_opens_something_is_not(string how) => Assert.Empty(Advise(policy =>
    {
        var wanted = JsonNode.Parse(how)!.AsObject();
        var certification = Certification(policy, "C3", "A");
        if (wanted["supersedes"] is { } superseded)
            certification["supersedes"] = superseded.DeepClone();
        if (wanted["equivalentOf"] is not null)
            policy["certifications"]![1]!["equivalents"] = JsonNode.Parse("""[{ "certification": "C3", "until": "2030-01-01T00:00:00Z" }]""");
        if (wanted["prerequisiteOf"] is not null)
            policy["certifications"]![1]!["prerequisites"] = JsonNode.Parse("""["C3"]""");
        if (wanted["holder"] is not null)
            policy["benefits"]![0]!["gate"]!["holder"] = JsonNode.Parse("""{ "who": "team", "certifications": ["C3"] }""");
    }));

    [Fact]
    public void A_certification_of_a_product_may_be_what_a_product_gate_asks_for() => Assert.Empty(Advise(policy =>
    {
        policy["products"] = JsonNode.Parse("""[{ "id": "atlas", "name": "Atlas" }]""");
        policy["benefits"]![0]!["gate"]!["product"] = "registrant";
        Certification(policy, "C3", "A")["product"] = "atlas";
    }));

    [Fact]
    public void A_tier_that_opens_nothing_is_named() => Assert.Equal(
        ["tier-opens-nothing /tiers/2"],
        Advise(policy => Tier(policy, "platinum", """[{ "certifications": ["C2"], "count": 5 }]""", benefit: false)));

    [Theory]
    [InlineData("[]", "tier-adds-nothing /tiers/2")]
    [InlineData("""[{ "certifications": ["C2"], "count": 2 }]""", "tier-adds-nothing /tiers/2")]
    [InlineData("""[{ "certifications": ["C1"], "count": 1 }]""", "tier-adds-nothing /tiers/2", "tier-asks-less /tiers/2/requires/0")]
    [InlineData("""[{ "certifications": ["C2"], "count": 3 }, { "certifications": ["C1"], "count": 1 }]""", "tier-asks-less /tiers/2/requires/1")]
    [InlineData("""[{ "certifications": ["C2"], "count": 1, "group": "g" }]""")]
    public void A_tier_that_adds_nothing_or_asks_for_less_is_named(string requires, params string[] expected) =>
        Assert.Equal(expected, Advise(policy => Tier(policy, "platinum", requires)));

    [Fact]
    public void A_higher_tier_that_asks_for_a_smaller_figure_is_named() => Assert.Equal(
        ["tier-asks-less /tiers/3/requires/0"],
        Advise(policy =>
        {
            Tier(policy, "platinum", """[{ "metric": "wonDeals", "window": "P1Y", "atLeast": 5 }]""");
            Tier(policy, "diamond", """[{ "metric": "wonDeals", "window": "P1Y", "atLeast": 4 }, { "certifications": ["C2"], "count": 9 }]""");
        }));

    [Fact]
    public void Nobody_passes_a_gate_whose_certification_nobody_can_earn() => Assert.Equal(
        [
            "course-nobody-can-complete /courses/0/trustedAuthorities",
            "certification-nobody-can-earn /certifications/0",
            "tier-unreachable /tiers/0/requires/0",
            "gate-nobody-can-pass /benefits/0/gate",
            "gate-nobody-can-pass /benefits/1/gate",
        ],
        Advise(policy => policy["courses"]![0]!["trustedAuthorities"] = new JsonArray()));

    [Theory]
    [InlineData("signer")]
    [InlineData("equivalent course")]
    [InlineData("equivalent certification")]
    [InlineData("superseding certification")]
    public void Another_way_to_the_certification_is_a_way(string way)
    {
        var advice = Advise(policy =>
        {
            policy["courses"]![0]!["trustedAuthorities"] = new JsonArray();
            switch (way)
            {
                case "signer":
                    policy["courses"]![0]!["trustedSigners"] = new JsonArray(new string('a', 64));
                    break;
                case "equivalent course":
                    policy["courses"]![0]!["equivalents"] = new JsonArray("B");
                    break;
                case "equivalent certification":
                    policy["certifications"]![0]!["equivalents"] = JsonNode.Parse("""[{ "certification": "C2", "until": "2026-11-24T00:00:01Z" }]""");
                    break;
                default:
                    policy["certifications"]![1]!["supersedes"] = new JsonArray("C1");
                    break;
            }
        });
        Assert.DoesNotContain(advice, item => item.StartsWith("gate-", StringComparison.Ordinal));
    }

    [Fact]
    public void An_equivalent_long_past_is_no_way() => Assert.Equal(
        ["course-nobody-can-complete /courses/0/trustedAuthorities", "certification-nobody-can-earn /certifications/0", "equivalent-past /certifications/0/equivalents/0/until"],
        Advise(policy =>
        {
            policy["courses"]![0]!["trustedAuthorities"] = new JsonArray();
            policy["certifications"]![0]!["equivalents"] = JsonNode.Parse("""[{ "certification": "C2", "until": "2026-11-24T00:00:00Z" }]""");
        }).Take(3));

    [Fact]
    public void Circles_through_several_kinds_of_reference_come_to_nothing() => Assert.Contains(
        "certification-nobody-can-earn /certifications/0",
        Advise(policy =>
        {
            // C1 needs C2 held, C2 needs C3 held, and C1 stands for C3.
            policy["courses"]![1]!["trustedAuthorities"] = new JsonArray();
            policy["certifications"]![1]!["requires"] = "A";
            _ = Certification(policy, "C3", "B");
            policy["certifications"]![0]!["prerequisites"] = new JsonArray("C2");
            policy["certifications"]![1]!["prerequisites"] = new JsonArray("C3");
            policy["certifications"]![0]!["supersedes"] = new JsonArray("C3");
        }));

    [Fact]
    public void A_gate_that_asks_for_a_product_where_no_certification_is_about_one_lets_nobody_through() => Assert.Equal(
        ["gate-nobody-can-pass /benefits/1/gate"],
        Advise(policy => policy["benefits"]![1]!["gate"]!["product"] = "partner"));

    [Fact]
    public void Activities_that_are_easily_taken_for_one_another_are_named() => Assert.Equal(
        ["activity-alike /courses/0/activities/1", "activity-alike /courses/1/activities/0", "activity-alike /courses/1/activities/1"],
        Advise(policy =>
        {
            policy["courses"]![0]!["activities"] = new JsonArray("https://academy.example/a", "https://academy.example/B/");
            policy["courses"]![1]!["activities"] = new JsonArray("https://academy.example/b", "HTTPS://academy.example/b");
        }));

    [Theory]
    [InlineData("""{ "all": ["A", "B"] }""", true)]
    [InlineData("\"A\"", false)]
    [InlineData("""{ "any": [{ "all": ["A", "B"] }, "B"] }""", false)]
    [InlineData("""{ "atLeast": 2, "of": ["A", "B"] }""", true)]
    public void A_delta_that_takes_longer_than_the_full_path_is_named(string delta, bool tooLong) => Assert.Equal(
        tooLong ? ["delta-too-long /certifications/0/releasePolicy/deltas/0/requires"] : [],
        Advise(policy =>
        {
            policy["products"] = JsonNode.Parse("""[{ "id": "atlas", "name": "Atlas", "releases": [{ "id": "r", "version": "1", "kind": "major", "generalAvailability": "2026-01-01T00:00:00+02:00" }] }]""");
            policy["certifications"]![0]!["product"] = "atlas";
            policy["certifications"]![0]!["releasePolicy"] = JsonNode.Parse($$"""{ "on": "major", "window": "P90D", "deltas": [{ "release": "r", "requires": {{delta}} }] }""");
        }));

    [Fact]
    public void A_role_that_no_certification_is_for_and_a_group_without_requirements_are_named() => Assert.Equal(
        ["group-unused /tierPolicy/sharing/0/group", "role-unknown /tiers/0/requires/0/role", "role-unknown /paths/1/role"],
        Advise(policy =>
        {
            policy["certifications"]![0]!["role"] = "sales";
            policy["tiers"]![0]!["requires"]![0]!["role"] = "Sales";
            policy["tierPolicy"] = JsonNode.Parse("""{ "sharing": [{ "group": "g" }] }""");
            policy["paths"] = JsonNode.Parse("""[{ "id": "a", "name": "A", "role": "sales", "certifications": ["C1"] }, { "id": "b", "name": "B", "role": "presales", "certifications": ["C1"] }]""");
        }));

    [Fact]
    public void A_large_tangle_is_judged_quickly()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = Advise(policy =>
        {
            for (var i = 3; i < 150; i++)
                Certification(policy, $"C{i}", "A")["prerequisites"] = new JsonArray([.. Enumerable.Range(1, i - 1).Select(earlier => JsonValue.Create($"C{earlier}"))]);
        });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
    }

    private static IReadOnlyList<string> Advise(Action<JsonObject> change)
    {
        var policy = JsonNode.Parse("""
            {
              "program": "p", "name": "P",
              "courses": [
                { "id": "A", "name": "A", "activities": ["https://academy.example/a"], "minutes": 60, "completion": { "verbs": ["http://adlnet.gov/expapi/verbs/passed"] }, "trustedAuthorities": ["lms"] },
                { "id": "B", "name": "B", "activities": ["https://academy.example/b"], "minutes": 30, "completion": { "verbs": ["http://adlnet.gov/expapi/verbs/passed"] }, "trustedAuthorities": ["lms"] }
              ],
              "certifications": [{ "id": "C1", "name": "C1", "requires": "A" }, { "id": "C2", "name": "C2", "requires": "B" }],
              "tiers": [
                { "id": "silver", "name": "Silver", "requires": [{ "certifications": ["C1"], "count": 2 }] },
                { "id": "gold", "name": "Gold", "requires": [{ "certifications": ["C2"], "count": 2 }] }
              ],
              "benefits": [
                { "id": "registration", "name": "Registration", "tier": "silver", "gate": { "id": "registration" } },
                { "id": "mdf", "name": "Funds", "tier": "gold", "gate": { "id": "mdf" } }
              ]
            }
            """)!.AsObject();
        change(policy);
        var findings = PolicyDocument.Judge(System.Text.Encoding.UTF8.GetBytes(policy.ToJsonString()), Now);
        Assert.Empty(findings.Errors);
        Assert.All(findings.Advice, advice => Assert.EndsWith(".", advice.Message, StringComparison.Ordinal));
        return [.. findings.Advice.Select(advice => $"{advice.Code} {advice.Pointer}")];
    }

    private static JsonObject Certification(JsonObject policy, string id, string course)
    {
        var certification = new JsonObject { ["id"] = id, ["name"] = id, ["requires"] = course };
        policy["certifications"]!.AsArray().Add(certification);
        return certification;
    }

    private static void Tier(JsonObject policy, string id, string requires, bool benefit = true)
    {
        policy["tiers"]!.AsArray().Add(new JsonObject { ["id"] = id, ["name"] = id, ["requires"] = JsonNode.Parse(requires) });
        if (benefit)
            policy["benefits"]!.AsArray().Add(new JsonObject { ["id"] = $"of-{id}", ["name"] = id, ["tier"] = id });
    }
}
