namespace PartnerLrs.Lrs.Tests.Log;

/// <summary>Large groups take another way into the log than small ones on PostgreSQL; what is kept is the same.</summary>
public sealed class LargeGroupTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task A_large_batch_keeps_what_small_ones_keep(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (activity, anonymous) = (Make.Iri(), Make.Id());
        var (voidedBefore, voidedInside, voidedAfter, stored) = (Make.Id(), Make.Id(), Make.Id(), Make.Id());
        (await lrs.PostAsync(Make.Voiding(voidedBefore))).Is(HttpStatusCode.OK);
        (await lrs.PutAsync(stored, Make.Statement(stored, activity: activity))).Is(HttpStatusCode.NoContent);
        var plain = Enumerable.Range(0, 60).Select(_ => Make.Id()).ToArray();
        var about = Make.Id();
        string[] batch =
        [
            .. plain.Select(id => Make.Statement(id, activity: activity)),
            Make.Statement(voidedBefore, activity: activity),
            Make.Voiding(voidedInside),
            Make.Statement(voidedInside, activity: activity),
            Make.Statement(voidedAfter, activity: activity),
            Make.Statement(anonymous, $$"""{"objectType":"Group","member":[{{Make.Agent()}}]}""", activity: activity),
            Make.About(plain[0], about),
            Make.Voiding(stored),
        ];
        (await lrs.PostAsync(Make.Batch(batch))).Is(HttpStatusCode.OK);
        (await lrs.PostAsync(Make.Voiding(voidedAfter))).Is(HttpStatusCode.OK);

        var found = await lrs.WalkAsync(Make.Query("activity", activity) + "&ascending=true&limit=20");
        Assert.Equal([.. plain, anonymous, about], found.Where(id => plain.Contains(id) || id == anonymous || id == about));
        foreach (var id in new[] { voidedBefore, voidedInside, voidedAfter, stored })
        {
            Assert.DoesNotContain(id, found);
            (await lrs.VoidedAsync(id)).Is(HttpStatusCode.OK);
            (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
        }
    }
}
