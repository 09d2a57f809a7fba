using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes values, keys and the order of a JSON document, or its text.</summary>
internal static class JsonMutation
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] s_values = ["null", "true", "false", "\"\"", "\"a\"", "\"../../x\"", "\"NaN\"", "\"\\u0000\"", "\"ü\"", "[]", "{}", "[null]", "[[]]", "{\"\":0}", "[0,0]"];

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        JsonNode? root = random.Next(4) == 0 ? null : Parse(input);
        if (root is null)
        {
            return TextMutation.Mutate(input, other, random);
        }

        try
        {
            List<JsonNode> donors = Parse(other) is { } donor ? Nodes(donor) : [];
            for (int change = 1 + random.Next(3); change > 0; change--)
            {
                Change(Nodes(root), donors, random);
            }

            byte[] changed = Encoding.UTF8.GetBytes(root.ToJsonString(s_options));
            return random.Next(10) == 0 ? TextMutation.Mutate(changed, other, random) : changed;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return TextMutation.Mutate(input, other, random); // half a surrogate, or a key twice
        }
    }

    private static JsonNode? Parse(byte[] json)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(json);
            return root is JsonObject or JsonArray && Nodes(root).Count > 0 ? root : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return null; // an input that was damaged before
        }
    }

    /// <summary>All objects and arrays that have members.</summary>
    private static List<JsonNode> Nodes(JsonNode root)
    {
        var nodes = new List<JsonNode>();
        Add(root);
        return nodes;

        void Add(JsonNode? node)
        {
            IEnumerable<JsonNode?> members = node is JsonObject o ? o.Select(pair => pair.Value) : node is JsonArray a ? a : [];
            if (members.Any())
            {
                nodes.Add(node!);
                foreach (JsonNode? member in members)
                {
                    Add(member);
                }
            }
        }
    }

    private static void Change(List<JsonNode> places, List<JsonNode> donors, Random random)
    {
        if (places.Count == 0)
        {
            return;
        }

        JsonNode place = places[random.Next(places.Count)];
        JsonNode? value = random.Next(5) switch
        {
            0 => JsonNode.Parse(s_values[random.Next(s_values.Length)]),
            1 => Member(places[random.Next(places.Count)], random)?.DeepClone(),
            2 when donors.Count > 0 => Member(donors[random.Next(donors.Count)], random)?.DeepClone(),
            3 => JsonValue.Create(Edges.Integer(random)),
            _ => JsonValue.Create((double)random.Next(-1000, 1000) / random.Next(1, 4)),
        };
        if (place is JsonObject o)
        {
            string key = o.ElementAt(random.Next(o.Count)).Key;
            switch (random.Next(6))
            {
                case 0:
                    o.Remove(key);
                    break;
                case 1:
                    o[key + "x"] = value;
                    break;
                case 2:
                    JsonNode? moved = o[key]?.DeepClone();
                    o.Remove(key);
                    o[o.Count == 0 ? "x" : o.ElementAt(random.Next(o.Count)).Key] = moved;
                    break;
                default:
                    o[key] = value;
                    break;
            }
        }
        else
        {
            ChangeArray(place.AsArray(), value, random);
        }
    }

    private static void ChangeArray(JsonArray array, JsonNode? value, Random random)
    {
        int index = random.Next(array.Count);
        switch (random.Next(6))
        {
            case 0:
                array.RemoveAt(index);
                break;
            case 1:
                array.Insert(index, array[random.Next(array.Count)]?.DeepClone());
                break;
            case 2:
                array.Add(value);
                break;
            default:
                array[index] = value;
                break;
        }
    }

    private static JsonNode? Member(JsonNode place, Random random) =>
        place is JsonObject o ? o.ElementAt(random.Next(o.Count)).Value : place.AsArray()[random.Next(place.AsArray().Count)];
}
