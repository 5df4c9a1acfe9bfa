using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private const string OneIdentifier = "exactly one of mbox, mbox_sha1sum, openid and account";

    /// <summary>Reads the Agent or Group that the reader stands on and leaves its keys behind.</summary>
    public bool Agent(KeyScope scope, AgentKinds kinds, Rule rule, out AgentFacts facts)
    {
        facts = default;
        var noun = kinds switch { AgentKinds.AgentOnly => "an Agent object", AgentKinds.GroupOnly => "a Group object", _ => "an Agent or Group object" };
        if (!IsObject(noun, rule))
            return false;
        var at = TokenAt;
        var draft = default(AgentDraft);
        var isGroup = false;
        var typeAt = -1;
        uint seen = 0;
        while (Member(Shape.Agent, ref seen, out var member))
        {
            if (member == 0)
            {
                typeAt = memberAt;
                if (!AgentType(kinds, out isGroup))
                    return false;
            }
            else if (!AgentMember(member, scope, ref draft))
            {
                return false;
            }
        }

        if (Violated)
            return false;
        if (kinds == AgentKinds.GroupOnly && typeAt < 0)
            return Fail(at, "expected the objectType \"Group\", found none (which means Agent)", rule);
        return FinishAgent(in draft, isGroup, at, scope, out facts);
    }

    private bool AgentType(AgentKinds kinds, out bool isGroup)
    {
        isGroup = false;
        if (reader.TokenType == JsonTokenType.String)
        {
            var type = Text();
            isGroup = type.SequenceEqual("Group"u8);
            if ((isGroup && kinds != AgentKinds.AgentOnly) || (kinds != AgentKinds.GroupOnly && type.SequenceEqual("Agent"u8)))
                return true;
        }

        return FailHere(kinds switch { AgentKinds.AgentOnly => "\"Agent\"", AgentKinds.GroupOnly => "\"Group\"", _ => "\"Agent\" or \"Group\"" }, Rule.Agent);
    }

    private bool AgentMember(int member, KeyScope scope, ref AgentDraft draft)
    {
        switch (member)
        {
            case 1:
                return IsString("a name", Rule.Agent);
            case 6:
                return GroupMembers(scope, ref draft);
        }

        if (draft.HasIdentifier)
            return Fail(memberAt, $"expected {OneIdentifier}, found a second one", Rule.Identifier);
        draft.HasIdentifier = true;
        if (member == 5)
        {
            draft.Kind = AgentIdentifierKind.Account;
            return Account(ref draft);
        }

        var (kind, expected) = member switch
        {
            2 => (AgentIdentifierKind.Mbox, "a mailto IRI such as mailto:ada@example.com"),
            3 => (AgentIdentifierKind.MboxSha1Sum, "a SHA-1 of 40 hexadecimal digits"),
            _ => (AgentIdentifierKind.OpenId, "an OpenID URI with a scheme"),
        };
        if (!IsString(expected, Rule.Identifier))
            return false;
        var text = Text();
        var valid = kind switch
        {
            AgentIdentifierKind.Mbox => MailtoIri.IsValid(text),
            AgentIdentifierKind.MboxSha1Sum => text.Length == 40 && !text.ContainsAnyExcept(Hexadecimal),
            _ => Iri.IsAbsolute(text),
        };
        (draft.Kind, draft.Value) = (kind, Encoding.UTF8.GetString(text));
        return valid || FailHere(expected, Rule.Identifier);
    }

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private bool Account(ref AgentDraft draft)
    {
        if (!IsObject("an account object", Rule.Account))
            return false;
        var at = TokenAt;
        uint seen = 0;
        while (Member(Shape.Account, ref seen, out var member))
        {
            if (member == 0)
            {
                if (!AbsoluteIri("an IRL with a scheme as the account's home page", Rule.Account))
                    return false;
                draft.HomePage = TextString();
                continue;
            }

            if (!IsString("the account's name", Rule.Account))
                return false;
            draft.Value = TextString();
            // The one free text that becomes an identifier: text columns cannot hold U+0000, so the person could never be looked up.
            if (draft.Value.Contains('\0', StringComparison.Ordinal))
                return FailHere("an account name without U+0000", Rule.Account);
        }

        return !Violated && Require(Shape.Account, seen, 2, at);
    }

    private bool GroupMembers(KeyScope scope, ref AgentDraft draft)
    {
        draft.MemberAt = memberAt;
        if (!IsArray("an array of Agents", Rule.Group))
            return false;
        while (Element())
        {
            // A member is an Agent, never a Group (xAPI 1.0.3 Data 2.4.2.2).
            if (!Agent(scope, AgentKinds.AgentOnly, Rule.Group, out _))
                return false;
            draft.Members++;
        }

        return true;
    }

    private bool FinishAgent(in AgentDraft draft, bool isGroup, int at, KeyScope scope, out AgentFacts facts)
    {
        facts = default;
        if (!isGroup)
        {
            if (draft.MemberAt > 0)
                return Fail(draft.MemberAt, "expected \"member\" only in a Group, found it in an Agent", Rule.Agent);
            if (!draft.HasIdentifier)
                return Fail(at, $"expected {OneIdentifier} in an Agent, found none", Rule.Identifier);
        }
        else if (!draft.HasIdentifier && draft.Members == 0)
        {
            return Fail(at, $"expected members in an anonymous Group, or {OneIdentifier}, found neither", Rule.Group);
        }

        var identifier = draft.HasIdentifier ? new AgentIdentifier(draft.Kind, draft.Value!, draft.HomePage) : null;
        if (identifier is not null && scope != KeyScope.None)
            AddAgent(identifier, scope);
        facts = new AgentFacts(isGroup, identifier, draft.Members);
        return true;
    }

    /// <summary>
    /// The <c>agent</c> filter looks for the actor and the object, and "Groups that have members which match the specified Agent … are considered a match"
    /// (xAPI 1.0.3 Communication 2.1.3), so members leave the same keys as their group.
    /// </summary>
    private readonly void AddAgent(AgentIdentifier identifier, KeyScope scope)
    {
        var canonical = identifier.Canonical();
        Span<byte> small = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(canonical.Length) <= small.Length ? Encoding.UTF8.GetBytes(canonical, small) : -1;
        var utf8 = length < 0 ? Encoding.UTF8.GetBytes(canonical) : small[..length];
        parts.Add(scope == KeyScope.Primary ? IndexKeyKind.Agent : IndexKeyKind.RelatedAgent, utf8);
    }

    private struct AgentDraft
    {
        public bool HasIdentifier;
        public AgentIdentifierKind Kind;
        public string? Value;
        public string? HomePage;
        public int MemberAt;
        public int Members;
    }
}
