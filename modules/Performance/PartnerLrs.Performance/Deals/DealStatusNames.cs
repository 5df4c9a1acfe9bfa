using PartnerLrs.Performance.Contracts;

namespace PartnerLrs.Performance.Deals;

/// <summary>How a deal's status is written, in documents and in the database.</summary>
internal static class DealStatusNames
{
    /// <summary>Every name, in the order of a deal's life.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<DealStatus>().Select(Of)];

    public static string Of(DealStatus status) => status switch
    {
        DealStatus.Submitted => "submitted",
        DealStatus.Approved => "approved",
        DealStatus.Rejected => "rejected",
        DealStatus.Won => "won",
        DealStatus.Lost => "lost",
        DealStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static bool TryParse(string name, out DealStatus status)
    {
        status = default;
        var place = All.ToList().IndexOf(name);
        if (place < 0)
            return false;
        status = (DealStatus)place;
        return true;
    }

    public static DealStatus Parse(string name) => TryParse(name, out var status) ? status : throw new InvalidOperationException($"Unknown status {name}.");
}
