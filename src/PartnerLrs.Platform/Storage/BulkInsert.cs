using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace PartnerLrs.Platform.Storage;

/// <summary>
/// Inserts what a transaction added, table by table: one statement over arrays on PostgreSQL, one prepared statement on SQLite. A thousand
/// people are several thousand rows, for which EF Core's own inserts take several times as long. Columns and conversions are EF Core's.
/// </summary>
public static class BulkInsert
{
    /// <summary>Inserts the context's added rows, which it then takes for stored.</summary>
    /// <param name="db">The context.</param>
    /// <param name="tables">The entities whose rows are inserted, in the order of their tables' references to each other.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction on it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task InsertAddedAsync(this DbContext db, IEnumerable<Type> tables, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var added = db.ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added).ToLookup(entry => entry.Metadata.ClrType);
        foreach (var table in tables.Where(added.Contains))
        {
            var type = db.Model.FindEntityType(table)!;
            var columns = type.GetProperties().Select(property => new Column(property)).ToList();
            var rows = added[table].Select(entry => entry.Entity).ToList();
            if (connection is NpgsqlConnection)
                await InsertArraysAsync(connection, transaction, type, columns, rows, cancellationToken);
            else
                await InsertEachAsync(connection, transaction, type, columns, rows, cancellationToken);
            foreach (var entry in added[table])
                entry.State = EntityState.Unchanged;
        }
    }

    private static async Task InsertArraysAsync(
        DbConnection connection, DbTransaction transaction, IEntityType type, List<Column> columns, List<object> rows, CancellationToken cancellationToken)
    {
        var parameters = string.Join(", ", columns.Select(column => $"@{column.Name}"));
        await using var insert = connection.Command($"INSERT INTO {type.GetTableName()} ({Names(columns)}) SELECT * FROM unnest({parameters})", transaction);
        foreach (var column in columns)
        {
            var values = Array.CreateInstance(column.ArrayElement, rows.Count);
            for (var i = 0; i < rows.Count; i++)
                values.SetValue(column.Value(rows[i]), i);
            insert.Parameters.Add(new NpgsqlParameter(column.Name, values) { DataTypeName = $"{column.StoreType}[]" });
        }

        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertEachAsync(
        DbConnection connection, DbTransaction transaction, IEntityType type, List<Column> columns, List<object> rows, CancellationToken cancellationToken)
    {
        await using var insert = connection.Command(
            $"INSERT INTO {type.GetTableName()} ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(column => $"@{column.Name}"))})", transaction);
        var parameters = columns.ConvertAll(column => insert.Add(column.Name, null));
        await insert.PrepareAsync(cancellationToken);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = columns[i].Value(row) ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Names(List<Column> columns) => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>How a property is stored.</summary>
    private sealed class Column(IProperty property)
    {
        private readonly Func<object?, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        public string Name { get; } = property.GetColumnName();

        public string StoreType { get; } = property.GetColumnType();

        public Type ArrayElement
        {
            get
            {
                var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
                return property.IsNullable && stored.IsValueType && Nullable.GetUnderlyingType(stored) is null ? typeof(Nullable<>).MakeGenericType(stored) : stored;
            }
        }

        public object? Value(object row)
        {
            var value = property.PropertyInfo!.GetValue(row);
            return value is null || convert is null ? value : convert(value);
        }
    }
}
