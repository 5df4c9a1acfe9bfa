using System.Reflection;
using Microsoft.OData.Edm;
using Microsoft.OData.ModelBuilder;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>What <c>$metadata</c> says: flat entity sets with an <c>Id</c>, whose columns are nullable where the rows' are.</summary>
internal static class FeedModel
{
    private const string Namespace = "PartnerLrs";

    public static IEdmModel Build()
    {
        var model = new ODataConventionModelBuilder { Namespace = Namespace, ContainerName = "Feeds" };
        Add<PartnerRow>(model, "Partners", "Partner", row => row.Id);
        Add<PersonRow>(model, "People", "Person", row => row.Id);
        Add<AwardRow>(model, "Awards", "Award", row => row.Id);
        Add<GateStatusRow>(model, "GateStatus", "GateStatus", row => row.Id);
        Add<DealRow>(model, "Deals", "Deal", row => row.Id);
        return model.GetEdmModel();
    }

    /// <summary>Whether a column may be null.</summary>
    public static bool IsNullable(PropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : new NullabilityInfoContext().Create(property).ReadState != NullabilityState.NotNull;

    private static void Add<TRow>(ODataConventionModelBuilder model, string set, string type, System.Linq.Expressions.Expression<Func<TRow, string>> key)
        where TRow : class
    {
        var entity = model.EntitySet<TRow>(set).EntityType;
        entity.Namespace = Namespace;
        entity.Name = type;
        entity.HasKey(key);
        var configuration = (StructuralTypeConfiguration)model.StructuralTypes.Single(t => t.ClrType == typeof(TRow));
        foreach (var property in typeof(TRow).GetProperties().Where(p => p.PropertyType == typeof(string) && !IsNullable(p)))
            configuration.AddProperty(property).IsRequired();
    }
}
