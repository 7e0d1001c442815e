using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class BuildKitStepsTests
{
    private const string TwoStages = "ARG A=1\nFROM x AS one\nENV B=2\nRUN make\nWORKDIR /w\nFROM scratch\nCOPY . /\nLABEL a=b\nADD a /\n";

    [Theory]
    [InlineData(TwoStages, "one", 1, 3, 2)]
    [InlineData(TwoStages, "one", 2, 3, 4)]
    [InlineData(TwoStages, "ONE", 3, 3, 5)]
    [InlineData(TwoStages, "stage-1", 1, 2, 7)]
    [InlineData(TwoStages, "stage-1", 2, 2, 9)]
    [InlineData(TwoStages, "stage-1", 1, 3, null)]
    [InlineData(TwoStages, "stage-0", 1, 3, null)]
    [InlineData(TwoStages, null, 1, 3, null)]
    [InlineData("FROM x\nRUN a\n", null, 2, 2, 2)]
    [InlineData("FROM x AS one\nRUN a\nFROM one\nRUN b\n", "stage-1", 1, 1, 4)]
    public void A_step_is_the_instruction_that_makes_files_in_its_stage(string dockerfile, string? stage, int step, int total, int? instruction) =>
        Assert.Equal(instruction, BuildKitSteps.InstructionOf(Dockerfile.Parse(dockerfile, "Dockerfile"), stage, step, total));
}
