namespace PartnerLrs.Bench.Generation;

/// <summary>What statement n is about.</summary>
/// <param name="Session">The learner's session in one course; its twelve statements share a registration.</param>
/// <param name="Step">The step of the session, 0 to 11.</param>
/// <param name="Person">Who learns.</param>
/// <param name="Course">In which course.</param>
/// <param name="Item">Which of the course's twelve activities; 0 is the course itself.</param>
/// <param name="Verb">Which verb.</param>
internal readonly record struct Place(long Session, int Step, int Person, int Course, int Item, int Verb);
