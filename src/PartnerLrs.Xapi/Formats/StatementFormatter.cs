using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>
/// Writes stored statements in the formats <c>ids</c> and <c>canonical</c> (xAPI 1.0.3 Communication 2.1.3) in one pass over their bytes. What a format
/// does not touch is copied as it stands.
/// </summary>
public static class StatementFormatter
{
    /// <summary>Writes only what is needed to identify agents, groups, verbs and activities.</summary>
    /// <param name="statement">The stored statement.</param>
    /// <param name="output">Takes the result.</param>
    public static void WriteIds(ReadOnlySpan<byte> statement, IBufferWriter<byte> output) =>
        new Walk(statement, output, null, null, null).Run();

    /// <summary>Writes activities with the definitions that the LRS holds, and one language in each language map of activities and verbs.</summary>
    /// <param name="statement">The stored statement.</param>
    /// <param name="definitions">What the LRS holds of activities.</param>
    /// <param name="languages">Which language is wanted.</param>
    /// <param name="output">Takes the result.</param>
    public static void WriteCanonical(ReadOnlySpan<byte> statement, ActivityDefinitions definitions, LanguagePreference languages, IBufferWriter<byte> output) =>
        new Walk(statement, output, definitions, languages, null).Run();

    /// <summary>Gathers the activities whose definitions <see cref="WriteCanonical"/> will ask for.</summary>
    /// <param name="statement">The stored statement.</param>
    /// <param name="activityIds">Takes their IRIs.</param>
    public static void CollectActivities(ReadOnlySpan<byte> statement, ISet<string> activityIds) =>
        new Walk(statement, null, static _ => default, LanguagePreference.None, activityIds).Run();

    private enum Place
    {
        Raw,
        Statement,
        Agent,
        Members,
        Verb,
        Object,
        Context,
        ContextActivities,
        Activities,
        ContextParties,
        ContextParty,
        Activity,
        Definition,
        Components,
        Component,
        Languages,
        Dropped,
    }

    private ref struct Walk(ReadOnlySpan<byte> source, IBufferWriter<byte>? output, ActivityDefinitions? definitions, LanguagePreference? languages, ISet<string>? collected)
    {
        private readonly ReadOnlySpan<byte> source = source;
        private Utf8JsonReader reader = new(source, new JsonReaderOptions { MaxDepth = StatementWalker.MaxDepth });

        /// <summary>Whether the format is canonical; else it is ids.</summary>
        private readonly bool IsCanonical => definitions is not null;

        public void Run()
        {
            reader.Read();
            Write(Place.Statement);
        }

        private void Write(Place place)
        {
            switch (place)
            {
                case Place.Raw:
                    Copy();
                    break;
                case Place.Languages:
                    WriteLanguage();
                    break;
                case Place.Members or Place.Activities or Place.ContextParties or Place.Components when reader.TokenType == JsonTokenType.StartArray:
                    WriteArray(Item(place));
                    break;
                case Place.Members or Place.Activities or Place.ContextParties or Place.Components:
                    Write(Item(place)); // one activity where an array belongs, as version 0.95 had it
                    break;
                case Place.Object:
                    Write(PlaceOfObject());
                    break;
                default:
                    WriteObject(place);
                    break;
            }
        }

        private void WriteArray(Place item)
        {
            Put("["u8);
            var isFirst = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (!isFirst)
                    Put(","u8);
                isFirst = false;
                Write(item);
            }

            Put("]"u8);
        }

        private void WriteObject(Place place)
        {
            var keepsMembers = place == Place.Agent && !IsCanonical && !HasIdentifier();
            var activity = place == Place.Activity && IsCanonical ? ActivityId() : null;
            if (activity is not null)
                collected?.Add(activity);
            var held = activity is null ? default : definitions!(activity);
            Put("{"u8);
            var isFirst = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = source[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
                var member = Member(place, keepsMembers);
                if (member == Place.Definition && !held.IsEmpty)
                    member = Place.Dropped; // what the LRS holds stands in its stead
                reader.Read();
                if (member == Place.Dropped)
                {
                    reader.Skip();
                    continue;
                }

                if (!isFirst)
                    Put(","u8);
                isFirst = false;
                // A name ends with its colon for the reader, with or without space between.
                Put(name[..(name.LastIndexOf((byte)'"') + 1)]);
                Put(":"u8);
                Write(member);
            }

            if (!held.IsEmpty)
            {
                Put(isFirst ? "\"definition\":"u8 : ",\"definition\":"u8);
                new Walk(held.Span, output, definitions, languages, collected).WriteDefinition();
            }

            Put("}"u8);
        }

        private void WriteDefinition()
        {
            reader.Read();
            WriteObject(Place.Definition);
        }

        /// <summary>What the member whose name the reader stands on is, and thereby what becomes of it.</summary>
        private readonly Place Member(Place place, bool keepsMembers)
        {
            switch (place)
            {
                case Place.Statement:
                    if (Is("actor"u8) || Is("authority"u8))
                        return IsCanonical ? Place.Raw : Place.Agent;
                    if (Is("verb"u8))
                        return Place.Verb;
                    if (Is("object"u8))
                        return Place.Object;
                    return Is("context"u8) ? Place.Context : Place.Raw;
                case Place.Agent:
                    if (Is("member"u8))
                        return keepsMembers ? Place.Members : Place.Dropped;
                    return Is("name"u8) ? Place.Dropped : Place.Raw;
                case Place.Verb:
                    if (Is("display"u8))
                        return IsCanonical ? Place.Languages : Place.Dropped;
                    return Place.Raw;
                case Place.Activity:
                    // An object without objectType is an Activity, so the id alone identifies it (xAPI 1.0.3 Data 2.4.4.1).
                    if (!IsCanonical)
                        return Is("id"u8) ? Place.Raw : Place.Dropped;
                    return Is("definition"u8) ? Place.Definition : Place.Raw;
                case Place.Definition:
                    if (Is("name"u8) || Is("description"u8))
                        return Place.Languages;
                    return Is("choices"u8) || Is("scale"u8) || Is("source"u8) || Is("target"u8) || Is("steps"u8) ? Place.Components : Place.Raw;
                case Place.Component:
                    return Is("description"u8) ? Place.Languages : Place.Raw;
                case Place.Context:
                    if (Is("instructor"u8) || Is("team"u8))
                        return IsCanonical ? Place.Raw : Place.Agent;
                    if (Is("contextActivities"u8))
                        return Place.ContextActivities;
                    return Is("contextAgents"u8) || Is("contextGroups"u8) ? Place.ContextParties : Place.Raw;
                case Place.ContextActivities:
                    return Place.Activities;
                case Place.ContextParty:
                    return !IsCanonical && (Is("agent"u8) || Is("group"u8)) ? Place.Agent : Place.Raw;
                default:
                    return Place.Raw;
            }
        }

        private static Place Item(Place place) => place switch
        {
            Place.Members => Place.Agent,
            Place.Activities => Place.Activity,
            Place.ContextParties => Place.ContextParty,
            _ => Place.Component,
        };

        /// <summary>What a statement's object is. Its objectType may stand anywhere in it; without one it is an activity.</summary>
        private readonly Place PlaceOfObject()
        {
            var ahead = reader;
            if (!Find(ref ahead, "objectType"u8) || ahead.ValueTextEquals("Activity"u8))
                return Place.Activity;
            if (ahead.ValueTextEquals("SubStatement"u8))
                return Place.Statement;
            return ahead.ValueTextEquals("StatementRef"u8) || IsCanonical ? Place.Raw : Place.Agent;
        }

        private readonly string? ActivityId()
        {
            var ahead = reader;
            return Find(ref ahead, "id"u8) ? ahead.GetString() : null;
        }

        /// <summary>Whether the group is identified by more than its members.</summary>
        private readonly bool HasIdentifier()
        {
            foreach (var name in (ReadOnlySpan<string>)["mbox", "mbox_sha1sum", "openid", "account"])
            {
                var ahead = reader;
                if (Find(ref ahead, Encoding.UTF8.GetBytes(name)))
                    return true;
            }

            return false;
        }

        /// <summary>Moves a reader that stands on an object to the value of one of its members.</summary>
        private static bool Find(ref Utf8JsonReader ahead, ReadOnlySpan<byte> name)
        {
            while (ahead.Read() && ahead.TokenType != JsonTokenType.EndObject)
            {
                var found = ahead.ValueTextEquals(name);
                ahead.Read();
                if (found)
                    return true;
                ahead.Skip();
            }

            return false;
        }

        /// <summary>Writes the one entry of a language map that is wanted most; the first of those that are wanted alike.</summary>
        private void WriteLanguage()
        {
            var best = double.NegativeInfinity;
            ReadOnlySpan<byte> entry = default;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var start = (int)reader.TokenStartIndex;
                var quality = languages!.QualityOf(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);
                reader.Read();
                if (quality <= best)
                    continue;
                best = quality;
                entry = source[start..(int)reader.BytesConsumed];
            }

            Put("{"u8);
            Put(entry);
            Put("}"u8);
        }

        private readonly bool Is(ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

        private void Copy()
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Put(source[start..(int)reader.BytesConsumed]);
        }

        private readonly void Put(scoped ReadOnlySpan<byte> utf8)
        {
            if (output is not null)
                output.Write(utf8);
        }
    }
}
