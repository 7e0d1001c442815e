using Fence.Tasks.Containers;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests.Containers;

public sealed class ApplicationReaderTests
{
    [Theory]
    [InlineData("name: shop\nmem: 128M\nenv:\n  A: 1\nprocesses:\n  web: ./run\n")]
    [InlineData("applications:\n- name: shop\n  memory: 128M\n  env:\n    A: 1\n  command: ./run\n")]
    [InlineData("applications:\n  web:\n    name: x\nname: shop\nmem: 128\nstackato:\n  env:\n    A:\n      default: 1\n  processes:\n    web: ./run\n")]
    public void A_manifest_is_read_in_each_of_its_forms(string manifest)
    {
        var application = Parse(manifest);

        Assert.Equal(("shop", "./run", 128L << 20, "1"), (application.Name, application.Web, application.Memory, application.Environment["A"]));
    }

    [Theory]
    [InlineData("1G", 1L << 30)]
    [InlineData("256MB", 256L << 20)]
    [InlineData("much", Application.DefaultMemory)]
    [InlineData("0", Application.DefaultMemory)]
    public void Memory_is_in_megabytes_unless_said(string text, long bytes) => Assert.Equal(bytes, Parse($"mem: {text}\n").Memory);

    [Fact]
    public void A_manifest_that_says_nothing_is_named_after_its_folder_and_starts_nothing()
    {
        var application = Parse("");

        Assert.Equal(("app", null, 512L << 20), (application.Name, application.Web, application.Memory));
        Assert.Empty(application.Environment);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_no_application()
    {
        var refused = Assert.Throws<FenceException>(() => ApplicationReader.Read(RepositoryFiles.PathOf("docs"), "docs"));

        Assert.Equal((ExitCode.BadInput, "there is no application in docs: it has no manifest.yml"), (refused.Exit, refused.Message));
    }

    private static Application Parse(string manifest) => ApplicationReader.Parse(manifest, "manifest.yml", "app");
}
