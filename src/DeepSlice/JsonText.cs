using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace DeepSlice;

/// <summary>Reads JSON texts. Errors say what was expected and found at which line and column, without a word of .NET.</summary>
internal static class JsonText
{
    private const string Syntax = "expected JSON";

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="source">Name of the text for messages, for example the path of its file.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">One of <see cref="JsonFormat"/>.</param>
    /// <param name="remedy">The remedy for a damaged text.</param>
    /// <exception cref="InvalidDataException">The text is not JSON, or not of this type.</exception>
    public static T Parse<T>(string source, string text, JsonSerializerOptions options, string remedy)
    {
        try
        {
            if (typeof(T) == typeof(JsonNode))
            {
                using JsonDocument _ = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }); // a tree of nodes does not check it
            }

            return JsonSerializer.Deserialize<T>(text, options) ?? throw new InvalidDataException($"{source}: expected {KindOf(typeof(T))}, got null; {remedy}");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{source}: {Words(error, text, options)}; {remedy}", error);
        }
    }

    /// <summary>Reads a JSON file; see <see cref="Parse{T}"/>.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">One of <see cref="JsonFormat"/>.</param>
    /// <param name="remedy">The remedy for a damaged file.</param>
    /// <exception cref="InvalidDataException">The file is not JSON, or not of this type.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static T Read<T>(string path, JsonSerializerOptions options, string remedy) => Parse<T>(path, File.ReadAllText(path), options, remedy);

    /// <summary>What was expected and found, in words.</summary>
    /// <param name="error">The error of the reader, or of the value that was read.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">The options of the reader.</param>
    /// <param name="isAsWritten">Whether a person knows the text, with its lines and columns.</param>
    public static string Words(Exception error, string text, JsonSerializerOptions options, bool isAsWritten = true)
    {
        if (error is not JsonException json)
        {
            return PlainWords.Of(error);
        }

        string where = isAsWritten && json.LineNumber is long line ? " " + Place((int)line, (int)(json.BytePositionInLine ?? 0)) : "";
        return FindSyntaxError(text)
            ?? (IsOurs(json.InnerException) ? PlainWords.Of(json.InnerException!) + where : IsOurs(json) ? json.Message + where : Problem(json, text, options) + where);
    }

    private static bool IsOurs(Exception? error) => error?.Message.StartsWith("expected ", StringComparison.Ordinal) == true;

    private static string? FindSyntaxError(string text)
    {
        try
        {
            using JsonDocument whole = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException error)
        {
            string[] lines = text.ReplaceLineEndings("\n").Split('\n');
            int line = (int)Math.Min(error.LineNumber ?? 0, lines.Length - 1);
            byte[] bytes = Encoding.UTF8.GetBytes(lines[line]);
            int column = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(error.BytePositionInLine ?? 0, bytes.Length));
            return text.Trim().Length == 0
                ? $"{Syntax}, got an empty text"
                : $"{Syntax}, got {Found(lines, line, column)} {Place(line, column)}";
        }
    }

    private static string Found(string[] lines, int line, int column)
    {
        string before = string.Join('\n', lines.Take(line).Append(lines[line][..column])).TrimEnd();
        string after = string.Join('\n', lines.Skip(line + 1).Prepend(lines[line][column..])).TrimStart();
        return after.Length == 0 ? "the end of the text before its last bracket is closed"
            : after[0] is ']' or '}' && before.EndsWith(',') ? $"a comma before '{after[0]}'"
            : $"'{after[0]}'";
    }

    // The words of .NET's messages are looked at only here; a message that is not known says which value does not fit.
    private static string Problem(JsonException error, string text, JsonSerializerOptions options)
    {
        string message = error.Message;
        string key = KeyOf(error.Path);
        string of = key.Length > 0 ? $" for '{key}'" : "";
        if (Between(message, "could not be converted to ", ". Path:") is { } type)
        {
            return $"expected {KindOf(TypeOf(TypeNamed(type), key, options))}{of}, got {ValueAt(error.Path, text)}";
        }

        if (Between(message, "including: ", ".") is { } missing)
        {
            return $"expected {missing.Replace(";", " and", StringComparison.Ordinal)}{(key.Length > 0 ? $" in '{key}'" : "")}, got an object without";
        }

        if (Between(message, "The JSON property '", "' could not be mapped") is { } unknown)
        {
            string? known = Between(message, "contained in type '", "'.") is { } owner && TypeNamed(owner) is { } found ? KeysOf(found, options) : null;
            return $"expected {(known is null ? "known keys" : $"one of {known}")}, got unknown key '{unknown}'";
        }

        if (Between(message, "Duplicate property '", "'") is { } twice)
        {
            return $"expected every key once, got '{twice}' twice";
        }

        return message.Contains("null", StringComparison.Ordinal)
            ? $"expected a value{of}, got null"
            : $"expected a value that fits{of}, got {ValueAt(error.Path, text)}";
    }

    private static string Place(int line, int column) => string.Create(CultureInfo.InvariantCulture, $"at line {line + 1}, column {column + 1}");

    private static string KeyOf(string? path) => path is null or "$" ? "" : path[1..].TrimStart('.');

    private static string ValueAt(string? path, string text)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(text);
            JsonNode? value = root is null ? null : Nodes(root).FirstOrDefault(node => node.GetPath() == path);
            string words = value?.ToJsonString(JsonFormat.Compact) ?? "null";
            return words.Length <= 40 ? words : value is JsonArray ? "a list" : value is JsonObject ? "an object" : words[..37] + "…";
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return "another value"; // a tree of nodes holds no key twice and no half letters
        }
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
    {
        JsonObject inner => inner.Select(pair => pair.Value).OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
        _ => [node],
    };

    private static string KeysOf(Type type, JsonSerializerOptions options) =>
        string.Join(", ", options.GetTypeInfo(type).Properties.Where(property => property.Get is not null).Select(property => property.Name));

    // For a value of a constructor the reader names the type of the object.
    private static Type? TypeOf(Type? type, string key, JsonSerializerOptions options) =>
        type is null ? null : options.GetTypeInfo(type).Properties.FirstOrDefault(property => property.Name == key.Split('.')[^1])?.PropertyType ?? type;

    private static Type? TypeNamed(string name) => typeof(JsonText).Assembly.GetType(name) ?? Type.GetType(name);

    private static string KindOf(Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            null => "another value",
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
            _ when type == typeof(string) => "text in quotes",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(double) || type == typeof(float) => "a number",
            _ when type.IsPrimitive || type.Name == "Binning" => "a whole number",
            _ when type.Name == "RegionColor" => "a colour like \"#56b4e9\"",
            _ when type.Name == "RegionCatalog" || IsList(type) => "a list in [ ]",
            _ => "an object in { }",
        };
    }

    private static bool IsList(Type type) =>
        type.IsArray || (JsonFormat.Compact.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable);

    private static string? Between(string text, string before, string after)
    {
        int from = text.IndexOf(before, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        from += before.Length;
        int to = text.IndexOf(after, from, StringComparison.Ordinal);
        return to < 0 ? null : text[from..to];
    }
}
