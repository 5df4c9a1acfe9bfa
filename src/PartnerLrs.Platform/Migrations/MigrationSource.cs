using System.Reflection;

namespace PartnerLrs.Platform.Migrations;

/// <summary>A module's migrations: files <c>Migrations/&lt;dialect&gt;/NNNN_name.sql</c> embedded in its assembly.</summary>
/// <param name="Module">The module's table prefix, e.g. <c>lrs</c>; it names the module in <c>platform_migrations</c>.</param>
/// <param name="Assembly">The assembly that embeds them.</param>
public sealed record MigrationSource(string Module, Assembly Assembly);
