using System.Data.Common;

namespace PartnerLrs.Platform.Storage;

/// <summary>Short forms for hand-written SQL on ADO.NET.</summary>
public static class DbCommands
{
    /// <summary>A command with its text, transaction and parameters set. A null value is sent as SQL NULL.</summary>
    public static DbCommand Command(this DbConnection connection, string text, DbTransaction? transaction = null, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
            command.Add(name, value);
        return command;
    }

    /// <summary>Adds a parameter; null is sent as SQL NULL.</summary>
    public static DbParameter Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <inheritdoc cref="BeginWriteAsync"/>
    public static DbTransaction BeginWrite(this DbConnection connection) =>
        connection is Microsoft.Data.Sqlite.SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);

    /// <summary>Begins a transaction that may write: on SQLite it takes the write lock now, so that it cannot fail half-way for want of it.</summary>
    public static async ValueTask<DbTransaction> BeginWriteAsync(this DbConnection connection, CancellationToken cancellationToken = default) =>
        connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
}
