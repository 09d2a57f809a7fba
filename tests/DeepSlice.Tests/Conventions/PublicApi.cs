using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepSlice.Tests.Conventions;

/// <summary>Writes the public surface of an assembly as text: one line a member, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly) =>
        string.Concat(assembly.GetExportedTypes().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(Type type)
    {
        string name = Name(type);
        yield return $"{name} ({Kind(type)})";
        IEnumerable<string?> members = type.IsEnum
            ? Enum.GetNames(type).Select(value => $"{value} = {Convert.ToInt64(Enum.Parse(type, value), null)}")
            : type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute))).Select(Describe);
        foreach (string? member in members)
        {
            if (member is not null)
            {
                yield return $"{name}.{member}";
            }
        }
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && !method.IsSpecialName =>
            $"{Static(method)}{method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)}) : {Name(method.ReturnType)}",
        PropertyInfo property when property.GetMethod is { } getter && IsVisible(getter) =>
            $"{Static(getter)}{property.Name}{Indexer(property)} : {Name(property.PropertyType)}{Setter(property)}",
        FieldInfo field when field.IsPublic => $"{(field.IsStatic ? "static " : "")}{field.Name} : {Name(field.FieldType)}",
        EventInfo { AddMethod: { } add } @event when IsVisible(add) => $"event {@event.Name} : {Name(@event.EventHandlerType!)}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Indexer(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(index => Name(index.ParameterType)))}]" : "";

    private static string Setter(PropertyInfo property)
    {
        if (property.SetMethod is not { } setter || !IsVisible(setter))
        {
            return "";
        }

        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? " required" : "";
        return required + (setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init" : " set");
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : (type.IsAbstract ? "abstract " : "") + (type.BaseType is { } parent && parent != typeof(object) ? $"class : {Name(parent)}" : "class");

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray || type.IsPointer)
        {
            return Name(type.GetElementType()!) + (type.IsByRef ? "&" : type.IsArray ? "[]" : "*");
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        string name = type.IsGenericParameter ? type.Name : Owner(type) + type.Name.Split('`')[0];
        return name + Arguments(type.GetGenericArguments());
    }

    private static string Owner(Type type) =>
        type.DeclaringType is { } outer ? Name(outer) + "."
        : type.Namespace?.StartsWith("DeepSlice", StringComparison.Ordinal) == true ? type.Namespace + "."
        : "";

    private static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
