using System.Buffers;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>Writes stored statements in the format that was asked for.</summary>
internal sealed class StatementPrinter
{
    private readonly StatementFormat format;
    private readonly IReadOnlyDictionary<string, byte[]> definitions;
    private readonly LanguagePreference languages;

    private StatementPrinter(StatementFormat format, IReadOnlyDictionary<string, byte[]> definitions, LanguagePreference languages) =>
        (this.format, this.definitions, this.languages) = (format, definitions, languages);

    /// <summary>Makes ready to write certain statements, with all that the format needs to know of their activities.</summary>
    /// <param name="format">The format.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="acceptLanguage">The request's <c>Accept-Language</c>.</param>
    /// <param name="activities">What is held of activities.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<StatementPrinter> ForAsync(
        StatementFormat format, IReadOnlyList<StoredStatement> statements, string? acceptLanguage, ActivityStore activities, CancellationToken cancellationToken)
    {
        if (format != StatementFormat.Canonical)
            return new StatementPrinter(format, new Dictionary<string, byte[]>(), LanguagePreference.None);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in statements)
            StatementFormatter.CollectActivities(statement.Body, ids);
        return new StatementPrinter(format, await activities.FindAsync(ids, cancellationToken), LanguagePreference.Parse(acceptLanguage));
    }

    /// <summary>Writes one of the statements.</summary>
    public void Write(StoredStatement statement, IBufferWriter<byte> output)
    {
        switch (format)
        {
            case StatementFormat.Ids:
                StatementFormatter.WriteIds(statement.Body, output);
                break;
            case StatementFormat.Canonical:
                StatementFormatter.WriteCanonical(statement.Body, id => definitions.TryGetValue(id, out var definition) ? definition : default, languages, output);
                break;
            default:
                output.Write(statement.Body);
                break;
        }
    }
}
