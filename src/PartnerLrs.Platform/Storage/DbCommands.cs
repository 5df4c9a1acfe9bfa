using System.Data.Common;
using Microsoft.Data.Sqlite;

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
    /// <remarks>Blocks the thread until then.</remarks>
    public static WriteTransaction BeginWrite(this DbConnection connection) => WriteTransaction.Begin(connection);

    /// <summary>Begins a transaction that may write: on SQLite it takes the write lock now, so that it cannot fail half-way for want of it.</summary>
    public static ValueTask<WriteTransaction> BeginWriteAsync(this DbConnection connection, CancellationToken cancellationToken = default) =>
        WriteTransaction.BeginAsync(connection, cancellationToken);

    /// <summary>Runs a command that writes and is a transaction by itself: on SQLite in turn with the others in this process that write.</summary>
    /// <returns>How many rows it wrote.</returns>
    public static Task<int> ExecuteWriteAsync(this DbCommand command, CancellationToken cancellationToken = default) => command.Connection is SqliteConnection sqlite
        ? WriteTurns.Of(sqlite.ConnectionString).RunAsync(() => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken)
        : command.ExecuteNonQueryAsync(cancellationToken);
}
