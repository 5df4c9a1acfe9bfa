using System.Globalization;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing.SetAside;

/// <summary>Tries all that was set aside once more.</summary>
internal sealed class SetAsideRetry(SetAsideStore store, IGrainFactory grains)
{
    public async Task RunAsync()
    {
        var items = await store.AllAsync(default);
        // A person's history is read once, however many statements of it were set aside.
        foreach (var person in items.Where(item => item.Kind == SetAsideKind.Statement).Select(item => item.PersonId).OfType<string>().Distinct(StringComparer.Ordinal))
            await TryAsync(SetAsideKind.Learner, person, grains.GetGrain<ILearnerGrain>(person).ReplayAsync);
        foreach (var item in items)
        {
            switch (item.Kind)
            {
                case SetAsideKind.Statement when item.PersonId is null:
                    await grains.GetGrain<ILogPumpGrain>(0).CarryAgainAsync(long.Parse(item.Key, CultureInfo.InvariantCulture));
                    break;
                case SetAsideKind.Learner:
                    await TryAsync(item.Kind, item.Key, grains.GetGrain<ILearnerGrain>(item.Key).ReplayAsync);
                    break;
                case SetAsideKind.Partner:
                    await TryAsync(item.Kind, item.Key, grains.GetGrain<IPartnerGrain>(item.Key).RefreshAsync);
                    break;
            }
        }
    }

    private async Task TryAsync(SetAsideKind kind, string id, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            await store.AddAsync(kind, id, Trouble.Describe(e), default);
            return;
        }

        await store.SettleAsync(kind, id, default);
    }
}
