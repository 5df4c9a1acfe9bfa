using System.Text.Json.Nodes;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Tests;

public sealed class PersonTests
{
    private const string Path = "/api/v1/people";
    private static readonly AgentIdentifier Mailbox = new(AgentIdentifierKind.Mbox, "mailto:ada@nordwind.example");

    [Theory, DatabaseData]
    public async Task A_person_has_all_four_kinds_of_identifier_and_is_found_by_each_and_by_the_mailboxs_hash(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var sha1 = new string('a', 40);
        var id = await host.Admin.AddAsync(Path, new
        {
            source = "hr",
            externalId = "p-17",
            name = "Ada Byron",
            identifiers = new object[]
            {
                new { mbox = "mailto:ada@nordwind.example" },
                new { account = new { homePage = "https://lms.example", name = "ada" } },
                new { openid = "https://id.example/ada" },
                new { mbox_sha1sum = sha1.ToUpperInvariant() },
            },
        });
        AgentIdentifier[] all =
        [
            Mailbox, Mailbox.Sha1Twin()!, new(AgentIdentifierKind.Account, "ada", "https://lms.example"), new(AgentIdentifierKind.OpenId, "https://id.example/ada"),
            new(AgentIdentifierKind.MboxSha1Sum, sha1),
        ];
        var resolved = await host.Directory.ResolveAsync([.. all.Select(i => i.AgentKey), IndexKey.Of(IndexKeyKind.Agent, "nobody")], default);
        Assert.Equal(all.Length, resolved.Count);
        Assert.All(all, identifier => Assert.Equal(id, resolved[identifier.AgentKey]));
        var person = (await host.Directory.FindPersonAsync(id, default))!;
        Assert.Equal(("Ada Byron", "hr:p-17"), (person.Name, person.ExternalId));
        Assert.Equal(all.ToHashSet(), person.Identifiers.ToHashSet());
        var (_, read) = await host.Admin.GetJsonAsync($"{Path}/hr:p-17");
        Assert.Equal(
            """[{"mbox":"mailto:ada@nordwind.example"},{"mbox_sha1sum":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},{"openid":"https://id.example/ada"},{"account":{"homePage":"https://lms.example","name":"ada"}}]""",
            read["identifiers"]!.ToJsonString());
    }

    [Theory, DatabaseData]
    public async Task Identifiers_replace_as_a_set_when_they_are_there_and_stay_when_they_are_not(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.AddAsync(Path, new { source = "hr", externalId = "1", name = "Ada", identifiers = new object[] { new { mbox = "mailto:a@x.example" }, new { openid = "https://id.example/a" } } });
        var (_, kept) = await host.Admin.PostAsync(Path, new { source = "hr", externalId = "1", name = "Ada B" });
        Assert.Equal(("updated", 2), ((string)kept["outcome"]!, kept["identifiers"]!.AsArray().Count));
        var (_, reordered) = await host.Admin.PostAsync(Path, new { source = "hr", externalId = "1", name = "Ada B", identifiers = new object[] { new { openid = "https://id.example/a" }, new { mbox = "mailto:a@x.example" } } });
        Assert.Equal("unchanged", (string)reordered["outcome"]!);
        var (_, replaced) = await host.Admin.PostAsync(Path, new { source = "hr", externalId = "1", name = "Ada B", identifiers = new object[] { new { mbox = "mailto:b@x.example" } } });
        Assert.Equal("updated", (string)replaced["outcome"]!);
        Assert.Equal(2, await host.CountAsync("partners_identifiers"));
        var (_, cleared) = await host.Admin.PostAsync(Path, new { source = "hr", externalId = "1", name = "Ada B", identifiers = Array.Empty<object>() });
        Assert.Equal(("updated", 0), ((string)cleared["outcome"]!, cleared["identifiers"]!.AsArray().Count));
        Assert.Equal(0, await host.CountAsync("partners_identifiers"));
    }

    [Theory, DatabaseData]
    public async Task An_identifier_belongs_to_one_person_and_the_refusal_says_to_whom(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var ada = await host.Admin.AddAsync(Path, new { name = "Ada", identifiers = new[] { new { mbox = "mailto:ada@nordwind.example" } } });
        var (status, problem) = await host.Admin.PostAsync(Path, new { name = "Eve", identifiers = new object[] { new { openid = "https://id.example/eve" }, new { mbox = "mailto:ada@NORDWIND.example" } } });
        Assert.Equal((409, "identifier-taken", "/identifiers/1"), (status, problem.Code(), problem.Pointer()));
        Assert.Contains(ada, (string)problem["detail"]!, StringComparison.Ordinal);
        (status, problem) = await host.Admin.PostAsync(Path, new { name = "Eve", identifiers = new[] { new { mbox_sha1sum = Mailbox.Sha1Twin()!.Value } } });
        Assert.Equal((409, "identifier-taken"), (status, problem.Code()));
        Assert.Equal(1, await host.CountAsync("partners_people"));
    }

    [Theory, DatabaseData]
    public async Task A_mailbox_whose_hash_somebody_else_has_given_is_refused(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.AddAsync(Path, new { name = "Ada", identifiers = new[] { new { mbox_sha1sum = Mailbox.Sha1Twin()!.Value } } });
        var (status, problem) = await host.Admin.PostAsync(Path, new { name = "Eve", identifiers = new[] { new { mbox = Mailbox.Value } } });
        Assert.Equal((409, "identifier-taken", "/identifiers/0"), (status, problem.Code(), problem.Pointer()));
    }

    [Theory, DatabaseData]
    public async Task A_mailbox_and_its_own_hash_may_both_be_given_and_the_hash_stays_when_the_mailbox_goes(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var sha1 = Mailbox.Sha1Twin()!;
        var (_, both) = await host.Admin.PostAsync(Path, new { source = "hr", externalId = "1", name = "Ada", identifiers = new object[] { new { mbox = Mailbox.Value }, new { mbox_sha1sum = sha1.Value } } });
        Assert.Equal(2, both["identifiers"]!.AsArray().Count);
        var (_, only) = await host.Admin.PostAsync(Path, new { source = "hr", externalId = "1", name = "Ada", identifiers = new[] { new { mbox = Mailbox.Value } } });
        Assert.Equal(("updated", 1), ((string)only["outcome"]!, only["identifiers"]!.AsArray().Count));
        Assert.Single(await host.Directory.ResolveAsync([sha1.AgentKey], default));
    }

    [Theory, DatabaseData]
    public async Task An_identifier_moves_when_an_earlier_row_of_the_array_gives_it_up(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.AddAsync(Path, new { source = "hr", externalId = "1", name = "Ada", identifiers = new[] { new { mbox = Mailbox.Value } } });
        var (_, bulk) = await host.Admin.PostAsync(Path, new object[]
        {
            new { source = "hr", externalId = "1", name = "Ada", identifiers = Array.Empty<object>() },
            new { source = "hr", externalId = "2", name = "Eve", identifiers = new[] { new { mbox = Mailbox.Value } } },
        });
        Assert.Equal((1, 1, 0), ((int)bulk["updated"]!, (int)bulk["created"]!, (int)bulk["failed"]!));
        var eve = (string)bulk["results"]![1]!["id"]!;
        Assert.Equal(eve, (await host.Directory.ResolveAsync([Mailbox.AgentKey], default))[Mailbox.AgentKey]);
        Assert.Equal(eve, (await host.Directory.ResolveAsync([Mailbox.Sha1Twin()!.AgentKey], default)).Values.Single());
    }

    [Theory]
    [InlineData("""{"mbox":"ada@nordwind.example"}""", "/identifiers/0/mbox", "invalid-identifier")]
    [InlineData("""{"mbox":"mailto:ada"}""", "/identifiers/0/mbox", "invalid-identifier")]
    [InlineData("""{"mbox":"mailto:@x"}""", "/identifiers/0/mbox", "invalid-identifier")]
    [InlineData("""{"mbox":"mailto:a b@x.example"}""", "/identifiers/0/mbox", "invalid-identifier")]
    [InlineData("""{"mbox":7}""", "/identifiers/0/mbox", "wrong-type")]
    [InlineData("""{"mbox":null}""", "/identifiers/0/mbox", "wrong-type")]
    [InlineData("""{"mbox_sha1sum":"abc"}""", "/identifiers/0/mbox_sha1sum", "invalid-identifier")]
    [InlineData("""{"mbox_sha1sum":"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}""", "/identifiers/0/mbox_sha1sum", "invalid-identifier")]
    [InlineData("""{"openid":"/ada"}""", "/identifiers/0/openid", "invalid-identifier")]
    [InlineData("""{"openid":"ada"}""", "/identifiers/0/openid", "invalid-identifier")]
    [InlineData("""{"account":{"homePage":"lms","name":"ada"}}""", "/identifiers/0/account/homePage", "invalid-identifier")]
    [InlineData("""{"account":{"homePage":"https://lms.example"}}""", "/identifiers/0/account/name", "missing-property")]
    [InlineData("""{"account":{"homePage":"https://lms.example","name":"a","x":1}}""", "/identifiers/0/account/x", "unknown-property")]
    [InlineData("""{"account":"ada"}""", "/identifiers/0/account", "wrong-type")]
    [InlineData("""{"mbox":"mailto:a@x.example","openid":"https://x.example"}""", "/identifiers/0", "invalid-identifier")]
    [InlineData("{}", "/identifiers/0", "invalid-identifier")]
    [InlineData("\"mailto:a@x.example\"", "/identifiers/0", "wrong-type")]
    public async Task A_wrong_identifier_is_refused_by_pointer(string identifier, string pointer, string code)
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Admin.PostTextAsync(Path, $$"""{"name":"Ada","identifiers":[{{identifier}}]}""");
        Assert.Equal((400, code, pointer), (status, problem.Code(), problem.Pointer()));
    }

    [Theory, DatabaseData]
    public async Task A_thousand_people_with_mailboxes_are_taken_at_once_and_quickly(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.PostAsync(Path, Rows(5_000, 100));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (status, bulk) = await host.Admin.PostAsync(Path, Rows(0, 1000));
        var took = watch.Elapsed;
        Assert.Equal((200, 1000, 0), (status, (int)bulk["created"]!, (int)bulk["failed"]!));
        watch.Restart();
        (_, bulk) = await host.Admin.PostAsync(Path, Rows(0, 1000));
        Assert.Equal(1000, (int)bulk["unchanged"]!);
        TestContext.Current.TestOutputHelper?.WriteLine($"{dialect}: created in {took.TotalMilliseconds:0} ms, again in {watch.ElapsedMilliseconds} ms");
        Assert.True(took < TimeSpan.FromSeconds(5), $"{took}");

        static object[] Rows(int from, int count) =>
        [
            .. Enumerable.Range(from, count).Select(i => new
            {
                source = "hr",
                externalId = $"p-{i}",
                name = $"Person {i}",
                identifiers = new object[] { new { mbox = $"mailto:p{i}@nordwind.example" }, new { account = new { homePage = "https://lms.example", name = $"p{i}" } } },
            }),
        ];
    }

    [Theory, DatabaseData]
    public async Task Thousands_of_keys_are_resolved_at_once(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.PostAsync(Path, Enumerable.Range(0, 500).Select(i => new { name = "P", identifiers = new[] { new { mbox = $"mailto:p{i}@x.example" } } }));
        var keys = Enumerable.Range(0, 5000).Select(i => new AgentIdentifier(AgentIdentifierKind.Mbox, $"mailto:p{i}@x.example").AgentKey).ToList();
        Assert.Equal(500, (await host.Directory.ResolveAsync(keys, default)).Count);
        Assert.Empty(await host.Directory.ResolveAsync([], default));
    }

    [Theory, DatabaseData]
    public async Task Concurrent_writers_cannot_both_have_an_identifier(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            host.Admin.PostAsync(Path, new { source = "hr", externalId = $"{i}", name = "Racer", identifiers = new[] { new { mbox = Mailbox.Value } } })));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(7, answers.Count(answer => answer.Status == 409));
        Assert.IsType<JsonObject>(answers[0].Body);
    }
}
