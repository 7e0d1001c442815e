using System.Text.RegularExpressions;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Tests.Definition;

public sealed class ShippedDefinitionTests
{
    [Fact]
    public void The_definition_that_ships_is_right_and_has_the_micro_cloud_only()
    {
        var definition = FenceDefinitionReader.Read(RepositoryFiles.PathOf("fence.yml"));

        Assert.Equal(FenceDefinition.MicroCloudName, Assert.Single(definition.Clusters).Key);
        Assert.True(File.Exists(definition.FullPath(definition.Image.Dockerfile)));
        Assert.True(Directory.Exists(definition.FullPath(definition.Image.Hooks)));
    }

    [Fact]
    public void The_reference_is_read_without_a_finding() =>
        Assert.Equal("micro, production, staging", string.Join(", ", FenceDefinitionReader.Read(RepositoryFiles.PathOf("docs/reference/fence.yml")).Clusters.Keys));

    [Fact]
    public void The_reference_has_every_key_that_the_reader_knows_and_explains_it()
    {
        var lines = RepositoryFiles.Read("docs/reference/fence.yml").Split('\n');

        Assert.All(DefinitionKeys.All.Distinct(StringComparer.Ordinal), key =>
        {
            var line = Array.FindIndex(lines, l => Regex.IsMatch(l, $@"^\s*(- )?{key}:"));
            Assert.True(line > 0, $"{key} is not in the reference");
            Assert.True(key is "micro_cloud" || lines[line - 1].TrimStart().StartsWith('#'), $"{key} has no comment above it");
        });
    }
}
