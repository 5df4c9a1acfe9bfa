using System.Reflection;
using PartnerLrs.Testing;

namespace PartnerLrs.Architecture.Tests;

/// <summary>Grains' names are part of stored data and of rolling upgrades: each has one, no two share one, and none changes unseen.</summary>
public sealed class GrainTests
{
    private static readonly Type[] Types = [.. Repository.Implementations.SelectMany(project => Assembly.Load(project.Name).GetTypes()).Where(type => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true)];

    private static IEnumerable<Type> Interfaces => Types.Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type));

    [Fact]
    public void Every_grain_has_a_fixed_type_and_every_interface_and_method_an_alias()
    {
        foreach (var grain in Types.Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type)))
            Assert.True(grain.GetCustomAttribute<GrainTypeAttribute>() is not null, $"{grain.FullName} has no [GrainType].");
        foreach (var type in Interfaces)
        {
            Assert.True(type.GetCustomAttribute<AliasAttribute>() is not null, $"{type.FullName} has no [Alias].");
            Assert.All(type.GetMethods(), method => Assert.True(method.GetCustomAttribute<AliasAttribute>() is not null, $"{type.FullName}.{method.Name} has no [Alias]."));
        }
    }

    [Fact]
    public void No_two_types_share_an_alias() =>
        Assert.Empty(Types.Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias).OfType<string>().GroupBy(alias => alias, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void The_names_are_the_ones_that_were_agreed() => Snapshot.Match(
        string.Join('\n', Interfaces
            .Select(type => $"{type.GetCustomAttribute<AliasAttribute>()?.Alias}: {string.Join(", ", type.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal)),
        "Grains");
}
