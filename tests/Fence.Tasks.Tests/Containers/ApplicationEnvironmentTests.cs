using Fence.Tasks.Containers;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Tests.Containers;

public sealed class ApplicationEnvironmentTests
{
    private static readonly Dictionary<string, string> Image = new(StringComparer.Ordinal) { ["LANG"] = "C.UTF-8" };

    [Fact]
    public void Staging_has_what_is_documented_with_the_brand_in_front() => Assert.Equal(
        "HELION_APP_NAME HELION_APP_ROOT HELION_LOG_FILES HELION_SERVICES HOME LANG MEMORY_LIMIT PATH STAGING_TIMEOUT USER VCAP_APPLICATION VCAP_SERVICES",
        string.Join(' ', ApplicationEnvironment.Staging(Brand.Helion, Parse("mem: 64M\n"), "helion", Image).Keys));

    [Fact]
    public void Running_has_the_port_and_the_command_and_the_user_of_the_image()
    {
        var environment = ApplicationEnvironment.Running(Brand.Stackato, Parse("name: shop\nmem: 64M\nprocesses:\n  web: ./run\n"), "stackato", Image);

        Assert.Equal(
            "/home/stackato/app stackato 64m 8080 8080 0.0.0.0 ./run shop /home/stackato",
            string.Join(' ', new[] { "HOME", "USER", "MEMORY_LIMIT", "PORT", "VCAP_APP_PORT", "VCAP_APP_HOST", "PROCESSES_WEB", "STACKATO_APP_NAME", "STACKATO_APP_ROOT" }
                .Select(name => environment[name])));
        Assert.DoesNotContain("STAGING_TIMEOUT", environment.Keys);
    }

    [Fact]
    public void The_application_goes_before_the_image_and_fence_before_both()
    {
        var environment = ApplicationEnvironment.Running(Brand.Helion, Parse("env:\n  LANG: de\n  PORT: 1\n"), "helion", Image);

        Assert.Equal(("de", "8080"), (environment["LANG"], environment["PORT"]));
    }

    [Theory]
    [InlineData("HOME", true)]
    [InlineData("HELION_APP_NAME", true)]
    [InlineData("VCAP_SERVICES", true)]
    [InlineData("HELION_HOOK_ENV", false)]
    [InlineData("PATH", false)]
    [InlineData("MINE", false)]
    public void What_is_fences_no_hook_may_change(string name, bool isFences) => Assert.Equal(isFences, ApplicationEnvironment.IsFences(name, Brand.Helion));

    private static Application Parse(string manifest) => ApplicationReader.Parse(manifest, "manifest.yml", "app");
}
