using System.Reflection;
using PartnerLrs.Platform.Storage;
using Xunit.Sdk;
using Xunit.v3;

namespace PartnerLrs.Testing;

/// <summary>
/// Runs a theory once on SQLite and once on PostgreSQL. The first argument is the <see cref="Dialect"/>; further ones are given here.
/// Without a PostgreSQL server the second row is skipped on a developer's machine and fails where <c>CI=true</c>.
/// </summary>
/// <param name="arguments">The arguments after the dialect.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DatabaseDataAttribute(params object?[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var postgres = new TheoryDataRow([Dialect.Postgres, .. arguments]);
        if (TestDatabase.PostgresServer is null && Environment.GetEnvironmentVariable("CI") != "true")
            postgres.Skip = $"No PostgreSQL server: set {TestDatabase.ServerVariable}, or run tests/run.sh.";
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow([Dialect.Sqlite, .. arguments]), postgres]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
