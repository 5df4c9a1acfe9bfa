using System.Linq.Expressions;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>
/// Makes <c>startswith</c> and <c>endswith</c> mind case on both databases, as OData has it: EF Core turns them into LIKE, which on SQLite
/// does not. The forms used here become plain string functions.
/// </summary>
internal sealed class CaseSensitive : ExpressionVisitor
{
    private static readonly CaseSensitive Instance = new();

    /// <summary>Rewrites the condition that a filter put around rows, and nothing within the rows.</summary>
    public static IQueryable<TRow> Rewrite<TRow>(IQueryable<TRow> filtered) =>
        filtered.Expression is MethodCallExpression { Method.Name: nameof(Queryable.Where), Arguments: [var rows, var condition] } where
            ? filtered.Provider.CreateQuery<TRow>(where.Update(null, [rows, Instance.Visit(condition)]))
            : filtered;

    /// <inheritdoc />
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(string) || node.Object is null || node.Arguments is not [{ } affix] || affix.Type != typeof(string))
            return base.VisitMethodCall(node);
        var (text, part) = (Visit(node.Object), Visit(affix));
        switch (node.Method.Name)
        {
            case nameof(string.StartsWith):
                return Expression.Equal(Expression.Call(text, nameof(string.IndexOf), null, part), Expression.Constant(0));
            case nameof(string.EndsWith):
                var (length, partLength) = (Expression.Property(text, nameof(string.Length)), Expression.Property(part, nameof(string.Length)));
                return Expression.AndAlso(
                    Expression.GreaterThanOrEqual(length, partLength),
                    Expression.Equal(Expression.Call(text, nameof(string.Substring), null, Expression.Subtract(length, partLength)), part));
            default:
                return base.VisitMethodCall(node);
        }
    }
}
