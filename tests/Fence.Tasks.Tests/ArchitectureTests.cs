using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests;

/// <summary>The map in ARCHITECTURE.md is the house as it stands: every room is on it, and none uses a room above it.</summary>
public sealed partial class ArchitectureTests
{
    private const string Root = "Fence.Tasks.";

    private static readonly Architecture House = new ArchLoader().LoadAssemblies(typeof(Diagnostic).Assembly).Build();

    private static readonly IReadOnlyList<string> Floors =
        [.. RoomRow().Matches(RepositoryFiles.Read("ARCHITECTURE.md")).Select(row => row.Groups["room"].Value)];

    [Fact]
    public void Every_room_is_on_the_map_and_the_map_has_no_other() => Assert.Equal(
        House.Types.Select(RoomOf).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        Floors.Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_uses_only_rooms_on_lower_floors()
    {
        var upwards =
            from type in House.Types
            let room = RoomOf(type)
            where room is not null
            from dependency in type.Dependencies.Where(dependency => dependency.Target is not GenericParameter)
            let used = RoomOf(dependency.Target)
            where used is not null && FloorOf(used) > FloorOf(room)
            select $"{room} uses {used}: {type.Name} uses {dependency.Target.Name}";

        Assert.Empty(upwards.Distinct());
    }

    [Fact]
    public void No_room_knows_a_build_engine() => Assert.DoesNotContain(
        typeof(Diagnostic).Assembly.GetReferencedAssemblies(),
        name => name.Name is "Nuke.Common" or "Fence.Engine" or "Serilog");

    private static int FloorOf(string room) => Floors.TakeWhile(floor => floor != room).Count();

    private static string? RoomOf(IType type) => type.Namespace?.FullName is { } name && name.StartsWith(Root, StringComparison.Ordinal)
        ? name[Root.Length..].Split('.')[0]
        : null;

    [GeneratedRegex(@"^\| `(?<room>\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoomRow();
}
