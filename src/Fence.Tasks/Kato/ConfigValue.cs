using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Kato;

/// <summary>A value of the cluster's configuration, as what it is (DOMAIN section 3).</summary>
public abstract record ConfigValue
{
    private ConfigValue()
    {
    }

    /// <summary>There is no such key.</summary>
    public sealed record Missing : ConfigValue
    {
        /// <inheritdoc/>
        public override string ToString() => "nothing";
    }

    /// <summary>A string, as the short procedure and release 1.0 leave it.</summary>
    public sealed record Text(string Value) : ConfigValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value;
    }

    /// <summary>An ordered list of strings: the first is used, the others are fallbacks.</summary>
    public sealed record List(ImmutableArray<string> Items) : ConfigValue
    {
        /// <summary>Compares the items, in their order.</summary>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(0, (hash, item) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(item)));

        /// <inheritdoc/>
        public override string ToString() => Items.Length == 0 ? "an empty list" : string.Join(", ", Items);
    }

    /// <summary>Something else: a number, a truth value, a mapping, or a list that holds such things.</summary>
    public sealed record Other(string Json) : ConfigValue
    {
        /// <inheritdoc/>
        public override string ToString() => Json;
    }

    /// <summary>The entries in their order; a string is one entry.</summary>
    public ImmutableArray<string> Entries => this switch
    {
        Text text => [text.Value],
        List list => list.Items,
        _ => [],
    };

    /// <summary>Reads what <c>kato config get --json</c> prints.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ConfigValue FromJson(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new Missing();

        return JsonNode.Parse(json) switch
        {
            null => new Missing(),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => new Text(value.GetValue<string>()),
            JsonArray array when array.All(item => item?.GetValueKind() == JsonValueKind.String) =>
                new List([.. array.Select(item => item!.GetValue<string>())]),
            var other => new Other(other.ToJsonString()),
        };
    }

    /// <summary>Writes it as <c>kato config set --json</c> takes it.</summary>
    /// <exception cref="InvalidOperationException">It is <see cref="Missing"/>, which cannot be set.</exception>
    public string ToJson() => this switch
    {
        Text text => JsonSerializer.Serialize(text.Value, KatoJson.Default.String),
        List list => JsonSerializer.Serialize(list.Items.ToArray(), KatoJson.Default.StringArray),
        Other other => other.Json,
        _ => throw new InvalidOperationException("a missing value cannot be written"),
    };
}
