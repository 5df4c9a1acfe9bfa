using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private const uint TypeBit = 1u << 0;
    private const uint IdBit = 1u << 1;
    private const uint DefinitionBit = 1u << 2;
    private const uint AgentBits = 0b1_1111 << 3;
    private const uint MemberBit = 1u << 8;
    private const uint SubStatementBits = 0b111_1111 << 9;
    private const uint SubStatementRequired = 0b111 << 9;

    private bool Object(bool isInSubStatement, out ObjectFacts facts)
    {
        facts = default;
        if (!IsObject("an object: an Activity, Agent, Group, StatementRef or SubStatement", Rule.Object))
            return false;
        var at = TokenAt;
        var scope = isInSubStatement ? KeyScope.Related : KeyScope.Primary;
        var kind = ObjectKind.Activity;
        var agent = default(AgentDraft);
        var sub = default(ObjectFacts);
        var context = default(ContextFacts);
        ReadOnlySpan<byte> id = default;
        var idAt = 0;
        var isIdString = false;
        var definition = default(Range);
        Span<int> places = stackalloc int[16];
        uint seen = 0;
        while (Member(Shape.Object, ref seen, out var member))
        {
            places[member] = memberAt;
            if (member >= 9 && isInSubStatement)
                return Fail(memberAt, "expected no SubStatement inside a SubStatement, found one", Rule.StatementObject);
            bool valid;
            switch (member)
            {
                case 0:
                    valid = ObjectType(isInSubStatement, out kind);
                    break;
                case 1:
                    // Whether it has to be an IRI or a UUID depends on the objectType, which may stand after it.
                    valid = IsString("an id", Rule.Object);
                    isIdString = valid;
                    idAt = TokenAt;
                    id = valid ? Text() : default;
                    break;
                case 2:
                    var definitionAt = TokenAt;
                    valid = Definition();
                    definition = (definitionAt - statementAt)..(Consumed - statementAt);
                    break;
                case <= 8:
                    valid = AgentMember(member - 2, scope, ref agent);
                    break;
                case 9:
                    valid = Agent(KeyScope.Related, AgentKinds.Both, Rule.Agent, out _);
                    break;
                case 10:
                    valid = Verb(out _);
                    break;
                case 11:
                    valid = Object(isInSubStatement: true, out sub);
                    break;
                case 12:
                    valid = Result(out _);
                    break;
                case 13:
                    valid = Context(out context);
                    break;
                case 14:
                    valid = Timestamp(out _);
                    break;
                default:
                    valid = Attachments(isInSubStatement: true);
                    break;
            }

            if (!valid)
                return false;
        }

        if (Violated)
            return false;
        var (allowed, required) = kind switch
        {
            ObjectKind.Activity => (TypeBit | IdBit | DefinitionBit, IdBit),
            ObjectKind.Agent or ObjectKind.Group => (TypeBit | AgentBits | MemberBit, 0u),
            ObjectKind.StatementRef => (TypeBit | IdBit, IdBit),
            _ => (TypeBit | SubStatementBits, SubStatementRequired),
        };
        if ((seen & ~allowed) is var extra and not 0)
        {
            var first = System.Numerics.BitOperations.TrailingZeroCount(extra);
            return Fail(places[first], $"expected no \"{Shape.Object[first]}\" in an object of type {kind}, found one", Rule.Object);
        }

        if ((required & ~seen) is var missing and not 0)
        {
            var first = System.Numerics.BitOperations.TrailingZeroCount(missing);
            return Fail(at, $"expected the property \"{Shape.Object[first]}\" in an object of type {kind}, found none", Rule.Object);
        }

        switch (kind)
        {
            case ObjectKind.Activity:
                if (!isIdString || !Iri.IsAbsolute(id))
                    return FailText(idAt, id, "an IRI with a scheme as the activity's id", Rule.Activity);
                facts = new ObjectFacts(kind, AddActivity(id, (seen & DefinitionBit) != 0, definition, isObjectOfStatement: !isInSubStatement), null);
                return true;
            case ObjectKind.StatementRef:
                if (!UuidText.TryParse(id, out var target))
                    return FailText(idAt, id, "a statement's UUID", Rule.StatementObject);
                facts = new ObjectFacts(kind, null, target);
                return true;
            case ObjectKind.SubStatement:
                facts = new ObjectFacts(kind, null, null);
                return AllowContext(in context, sub.Kind);
            default:
                facts = new ObjectFacts(kind, null, null);
                return FinishAgent(in agent, kind == ObjectKind.Group, at, scope, out _);
        }
    }

    private bool FailText(long at, scoped ReadOnlySpan<byte> found, string expected, Rule rule) =>
        Fail(at, $"expected {expected}, found \"{Excerpt.Cut(found)}\"", rule);

    private bool ObjectType(bool isInSubStatement, out ObjectKind kind)
    {
        kind = ObjectKind.Activity;
        if (reader.TokenType != JsonTokenType.String)
            return FailHere("an objectType", Rule.Object);
        var type = Text();
        if (type.SequenceEqual("Activity"u8))
            kind = ObjectKind.Activity;
        else if (type.SequenceEqual("Agent"u8))
            kind = ObjectKind.Agent;
        else if (type.SequenceEqual("Group"u8))
            kind = ObjectKind.Group;
        else if (type.SequenceEqual("StatementRef"u8))
            kind = ObjectKind.StatementRef;
        else if (type.SequenceEqual("SubStatement"u8))
            kind = ObjectKind.SubStatement;
        else
            return FailHere("Activity, Agent, Group, StatementRef or SubStatement", Rule.Object);
        return kind != ObjectKind.SubStatement || !isInSubStatement || Fail(reader.TokenStartIndex, "expected no SubStatement inside a SubStatement, found one", Rule.StatementObject);
    }

    /// <summary>Leaves an activity's keys behind.</summary>
    /// <returns>The activity's IRI as a string where the caller or a definition needs it.</returns>
    private readonly string? AddActivity(scoped ReadOnlySpan<byte> id, bool hasDefinition, Range definition, bool isObjectOfStatement)
    {
        var text = hasDefinition || isObjectOfStatement ? Encoding.UTF8.GetString(id) : null;
        parts.Add(isObjectOfStatement ? IndexKeyKind.Activity : IndexKeyKind.RelatedActivity, id);
        if (hasDefinition)
            parts.Definitions.Add(new ActivityReference(text!, definition));
        return text;
    }

    private bool Activity()
    {
        if (!IsObject("an Activity object", Rule.Activity))
            return false;
        var at = TokenAt;
        ReadOnlySpan<byte> id = default;
        var definition = default(Range);
        uint seen = 0;
        while (Member(Shape.Activity, ref seen, out var member))
        {
            bool valid;
            switch (member)
            {
                case 0:
                    valid = Constant("Activity"u8, "\"Activity\"", Rule.Activity);
                    break;
                case 1:
                    valid = AbsoluteIri("an IRI with a scheme as the activity's id", Rule.Activity);
                    id = valid ? Text() : default;
                    break;
                default:
                    var definitionAt = TokenAt;
                    valid = Definition();
                    definition = (definitionAt - statementAt)..(Consumed - statementAt);
                    break;
            }

            if (!valid)
                return false;
        }

        if (Violated)
            return false;
        if ((seen & IdBit) == 0)
            return Fail(at, "expected the property \"id\" in an activity, found none", Rule.Activity);
        AddActivity(id, (seen & DefinitionBit) != 0, definition, isObjectOfStatement: false);
        return true;
    }

    private bool StatementRef()
    {
        if (!IsObject("a StatementRef object", Rule.StatementObject))
            return false;
        var at = TokenAt;
        uint seen = 0;
        while (Member(Shape.StatementRef, ref seen, out var member))
        {
            if (!(member == 0 ? Constant("StatementRef"u8, "\"StatementRef\"", Rule.StatementObject) : Uuid("a statement's UUID", Rule.StatementObject, out _)))
                return false;
        }

        return !Violated && Require(Shape.StatementRef, seen, 2, at);
    }

    private bool Constant(scoped ReadOnlySpan<byte> constant, string expected, Rule rule) =>
        (reader.TokenType == JsonTokenType.String && Text().SequenceEqual(constant)) || FailHere(expected, rule);
}
