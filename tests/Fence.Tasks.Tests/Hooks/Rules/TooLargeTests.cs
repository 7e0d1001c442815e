using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class TooLargeTests
{
    [Theory]
    [InlineData(64 * 1024, 0)]
    [InlineData((64 * 1024) + 1, 1)]
    public void Catches_more_than_64_KiB(int size, int findings) => Assert.Equal(
        findings, HookExamples.Check("FH024", HookExamples.Folder(HookExamples.Script(new byte[size], HookName.PreRunning))).Count);
}
