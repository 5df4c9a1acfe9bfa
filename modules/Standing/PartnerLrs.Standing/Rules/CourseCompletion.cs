namespace PartnerLrs.Standing.Rules;

/// <summary>A piece of evidence that counts as completing a course.</summary>
/// <param name="Course">The course's id.</param>
/// <param name="EffectiveAt">When it was completed (UTC).</param>
/// <param name="KnownAt">When we learned of it (UTC).</param>
/// <param name="StatementId">The statement that shows it.</param>
/// <param name="Release">The id of the release whose content it was about, where the activity states one; null for the release current then.</param>
internal sealed record CourseCompletion(string Course, DateTime EffectiveAt, DateTime KnownAt, Guid StatementId, string? Release = null);
