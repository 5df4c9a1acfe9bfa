using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Tests;

public sealed class AgentDirectoryTests
{
    [Theory, DatabaseData]
    public async Task A_person_is_found_by_any_identifier_with_all_of_them(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.AddAsync("/api/v1/people", new
        {
            name = "Ada",
            identifiers = new object[] { new { mbox = "mailto:ada@example.com" }, new { openid = "http://ada.example.com/" }, new { account = new { homePage = "http://lms.example", name = "7" } } },
        });
        await host.Admin.AddAsync("/api/v1/people", new { name = "Bob", identifiers = new object[] { new { mbox = "mailto:bob@example.com" } } });
        var directory = host.Services.GetRequiredService<IAgentDirectory>();
        var mailbox = new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:ada@example.com");
        AgentIdentifier[] all = [mailbox, mailbox.Sha1Twin()!, new(AgentIdentifierKind.OpenId, "http://ada.example.com/"), new(AgentIdentifierKind.Account, "7", "http://lms.example")];
        foreach (var asked in all.Append(new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:ada@EXAMPLE.com")))
        {
            var known = await directory.FindAsync(asked, null, default);
            Assert.NotNull(known);
            Assert.Equal(["Ada"], known.Names);
            Assert.Equal(all.ToHashSet(), known.Identifiers.ToHashSet());
        }

        Assert.Null(await directory.FindAsync(new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:eve@example.com"), null, default));
    }

    [Theory, DatabaseData]
    public async Task A_partner_is_told_about_people_whom_it_may_see(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var own = await host.Admin.AddAsync("/api/v1/partners", new { name = "Own" });
        var other = await host.Admin.AddAsync("/api/v1/partners", new { name = "Other" });
        var person = await host.Admin.AddAsync("/api/v1/people", new { name = "Ada", identifiers = new object[] { new { mbox = "mailto:ada@example.com" } } });
        await host.Admin.AddAsync("/api/v1/affiliations", new { person, partner = own, roles = new[] { "sales" } });
        var directory = host.Services.GetRequiredService<IAgentDirectory>();
        var asked = new AgentIdentifier(AgentIdentifierKind.Mbox, "mailto:ada@example.com");
        Assert.NotNull(await directory.FindAsync(asked, own, default));
        Assert.Null(await directory.FindAsync(asked, other, default));
    }
}
