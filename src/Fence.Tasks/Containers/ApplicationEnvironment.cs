using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Containers;

/// <summary>
/// The environment that an application finds, at staging and at run time. The names are documented (DOMAIN section 5); the values of those
/// that are about a cluster are made up here.
/// </summary>
public static class ApplicationEnvironment
{
    /// <summary>The port that the application is to listen on.</summary>
    public const int Port = 8080;

    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const int StagingSeconds = 900;

    /// <summary>The environment of the container that an application is staged in.</summary>
    /// <param name="brand">The brand, whose name is in front of some variables.</param>
    /// <param name="application">The application.</param>
    /// <param name="user">The user in the container.</param>
    /// <param name="image">What the image sets.</param>
    public static ImmutableSortedDictionary<string, string> Staging(
        Brand brand, Application application, string user, IReadOnlyDictionary<string, string> image) =>
        Of(image, application, Common(brand, application, user).SetItem(
            "STAGING_TIMEOUT", StagingSeconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The environment of a container that an application runs in.</summary>
    /// <param name="brand">The brand, whose name is in front of some variables.</param>
    /// <param name="application">The application.</param>
    /// <param name="user">The user in the container.</param>
    /// <param name="image">What the image sets.</param>
    public static ImmutableSortedDictionary<string, string> Running(
        Brand brand, Application application, string user, IReadOnlyDictionary<string, string> image)
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var fence = Common(brand, application, user)
            .SetItem("PORT", port)
            .SetItem("VCAP_APP_HOST", "0.0.0.0")
            .SetItem("VCAP_APP_PORT", port);
        return Of(image, application, application.Web is { } web ? fence.SetItem("PROCESSES_WEB", web) : fence);
    }

    /// <summary>The names of what fence sets, which no hook may change.</summary>
    public static bool IsFences(string name, Brand brand) =>
        name is "HOME" or "USER" or "MEMORY_LIMIT" or "STAGING_TIMEOUT" or "PORT" or "PROCESSES_WEB"
        || name.StartsWith("VCAP_", StringComparison.Ordinal)
        || (name.StartsWith(Prefix(brand), StringComparison.Ordinal) && name != brand.HookEnvironmentVariable);

    /// <summary>Where a user's application is.</summary>
    public static string Home(string user) => $"/home/{user}/app";

    // What fence sets is the last word, or an application could not be found at its port.
    private static ImmutableSortedDictionary<string, string> Of(
        IReadOnlyDictionary<string, string> image, Application application, ImmutableSortedDictionary<string, string> fence) =>
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .SetItem("PATH", DefaultPath)
            .SetItems(image)
            .SetItems(application.Environment)
            .SetItems(fence);

    private static ImmutableSortedDictionary<string, string> Common(Brand brand, Application application, string user)
    {
        var root = $"/home/{user}";
        var megabytes = application.Memory >> 20;
        var prefix = Prefix(brand);
        return ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .SetItem("HOME", Home(user))
            .SetItem("USER", user)
            .SetItem("MEMORY_LIMIT", string.Create(CultureInfo.InvariantCulture, $"{megabytes}m"))
            .SetItem($"{prefix}APP_NAME", application.Name)
            .SetItem($"{prefix}APP_ROOT", root)
            .SetItem($"{prefix}LOG_FILES", $"stdout={root}/logs/stdout.log:stderr={root}/logs/stderr.log:staging={root}/logs/staging.log")
            .SetItem($"{prefix}SERVICES", "{}")
            .SetItem("VCAP_APPLICATION", Description(application, megabytes))
            .SetItem("VCAP_SERVICES", "{}");
    }

    private static string Prefix(Brand brand) => $"{brand.Name.ToUpperInvariant()}_";

    private static string Description(Application application, long megabytes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("application_name", application.Name);
            json.WriteString("name", application.Name);
            json.WriteStartObject("limits");
            json.WriteNumber("mem", megabytes);
            json.WriteEndObject();
            json.WriteStartArray("application_uris");
            json.WriteEndArray();
            json.WriteNumber("instance_index", 0);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
