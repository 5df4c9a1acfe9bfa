using System.Linq.Expressions;
using Microsoft.AspNetCore.OData.Query;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using PartnerLrs.Reporting.Feeds;

namespace PartnerLrs.Reporting.Paging;

/// <summary>
/// The total order in which a feed is read, and the place in it after which a page begins. Nulls are the smallest values, as OData has it
/// (4.01 URL Conventions 5.1.4), on both databases: PostgreSQL by itself has them largest, and a comparison with null is never true
/// in SQL, so both the order and the "after" condition spell nulls out.
/// </summary>
internal sealed class FeedOrder<TRow>
{
    private const string Key = "Id";
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(TRow), "row");
    private readonly IReadOnlyList<OrderColumn> columns;

    private FeedOrder(IReadOnlyList<OrderColumn> columns) => this.columns = columns;

    /// <summary>Reads <c>$orderby</c>. The key comes last, so that no two rows stand in one place.</summary>
    /// <exception cref="ODataException">It names something other than columns.</exception>
    public static FeedOrder<TRow> Of(OrderByQueryOption? option)
    {
        var found = new List<OrderColumn>();
        for (var clause = option?.OrderByClause; clause is not null; clause = clause.ThenBy)
        {
            if (clause.Expression is not SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode, Property.Name: var name })
                throw new ODataException("$orderby: expected columns, each with asc or desc.");
            if (found.Exists(column => column.Property.Name == name))
                throw new ODataException($"$orderby: the column '{name}' stands twice.");
            found.Add(Column(name, clause.Direction == OrderByDirection.Descending));
        }

        if (!found.Exists(column => column.Property.Name == Key))
            found.Add(Column(Key, descending: false));
        return new FeedOrder<TRow>(found);
    }

    /// <summary>Sorts rows.</summary>
    public IQueryable<TRow> Sort(IQueryable<TRow> rows)
    {
        var expression = rows.Expression;
        var first = true;
        foreach (var column in columns)
        {
            var value = Expression.Property(Row, column.Property);
            if (column.Nullable)
                By(Expression.NotEqual(value, Expression.Constant(null, value.Type)), column.Descending);
            By(value, column.Descending);
        }

        return rows.Provider.CreateQuery<TRow>(expression);

        void By(Expression key, bool descending)
        {
            var method = (first, descending) switch
            {
                (true, false) => nameof(Queryable.OrderBy),
                (true, true) => nameof(Queryable.OrderByDescending),
                (false, false) => nameof(Queryable.ThenBy),
                (false, true) => nameof(Queryable.ThenByDescending),
            };
            expression = Expression.Call(typeof(Queryable), method, [typeof(TRow), key.Type], expression, Expression.Quote(Expression.Lambda(key, Row)));
            first = false;
        }
    }

    /// <summary>The token that names a row's place.</summary>
    public string Token(TRow row) => SkipToken.Write(columns, columns.Select(column => column.Property.GetValue(row)));

    /// <summary>The condition that a row comes after the place that a token names.</summary>
    /// <exception cref="ODataException">The token is not one of this order's.</exception>
    public Expression<Func<TRow, bool>> After(string token)
    {
        var values = SkipToken.Read(columns, token);
        Expression after = Expression.Constant(false);
        for (var i = columns.Count - 1; i >= 0; i--)
            after = Expression.OrElse(Beyond(columns[i], values[i]), Expression.AndAlso(Same(columns[i], values[i]), after));
        return Expression.Lambda<Func<TRow, bool>>(after, Row);
    }

    private static OrderColumn Column(string name, bool descending)
    {
        var property = typeof(TRow).GetProperty(name) ?? throw new ODataException($"$orderby: there is no column '{name}'.");
        return new OrderColumn(property, descending, FeedModel.IsNullable(property));
    }

    private static BinaryExpression Same(OrderColumn column, object? value)
    {
        var property = Expression.Property(Row, column.Property);
        return Expression.Equal(property, value is null ? Expression.Constant(null, property.Type) : Parameter(value, property.Type));
    }

    private static Expression Beyond(OrderColumn column, object? value)
    {
        var property = Expression.Property(Row, column.Property);
        var isNull = column.Nullable ? Expression.Equal(property, Expression.Constant(null, property.Type)) : (Expression)Expression.Constant(false);
        if (value is null)
            return column.Descending ? Expression.Constant(false) : Expression.Not(isNull);
        var beyond = Compare(property, value, column.Descending);
        return column.Descending ? Expression.OrElse(beyond, isNull) : beyond;
    }

    private static Expression Compare(MemberExpression property, object value, bool descending)
    {
        switch (value)
        {
            case bool flag:
                // False comes before true; booleans have no comparison of their own.
                return flag == descending ? Expression.Equal(property, Expression.Constant(!flag, property.Type)) : Expression.Constant(false);
            case string text:
                var comparison = Expression.Call(typeof(string), nameof(string.Compare), null, property, Parameter(text, typeof(string)));
                return descending ? Expression.LessThan(comparison, Expression.Constant(0)) : Expression.GreaterThan(comparison, Expression.Constant(0));
            default:
                var parameter = Parameter(value, property.Type);
                return descending ? Expression.LessThan(property, parameter) : Expression.GreaterThan(property, parameter);
        }
    }

    private static MemberExpression Parameter(object value, Type type)
    {
        var boxed = typeof(Boxed<>).MakeGenericType(type);
        return Expression.Property(Expression.Constant(Activator.CreateInstance(boxed, value), boxed), nameof(Boxed<>.Value));
    }
}
