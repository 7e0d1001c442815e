namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// The steps of a build as BuildKit numbers them: within their stage, <c>[build 2/5]</c>, and only instructions that make files, among them a
/// <c>FROM</c> that takes an image.
/// </summary>
internal static class BuildKitSteps
{
    private const string Unnamed = "stage-";

    /// <summary>Finds the instruction that a step is.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="stage">The stage's name, or <c>stage-N</c>; null where there is only one.</param>
    /// <param name="step">The number of the step in it, from 1.</param>
    /// <param name="total">How many there are in it.</param>
    /// <returns>The number of the instruction in the file, from 1; null where it cannot be told, as with what a base adds by <c>ONBUILD</c>.</returns>
    public static int? InstructionOf(Dockerfile dockerfile, string? stage, int step, int total)
    {
        if (Find(dockerfile, stage) is not { } found)
            return null;

        var steps = Steps(dockerfile, found).ToList();
        return steps.Count == total && step >= 1 && step <= total ? dockerfile.Instructions.IndexOf(steps[step - 1]) + 1 : null;
    }

    private static Stage? Find(Dockerfile dockerfile, string? name)
    {
        if (name is null)
            return dockerfile.Stages is [var only] ? only : null;
        return dockerfile.Stages.LastOrDefault(stage => string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? dockerfile.Stages.FirstOrDefault(stage => stage.Name is null && name == $"{Unnamed}{stage.Index}");
    }

    private static IEnumerable<Instruction> Steps(Dockerfile dockerfile, Stage stage)
    {
        var takesImage = stage.Base is not "scratch" && !dockerfile.Stages.Take(stage.Index).Any(stage.IsBuiltOn);
        var body = stage.Instructions.Where(instruction => instruction.Keyword is "RUN" or "COPY" or "ADD" or "WORKDIR");
        return takesImage ? body.Prepend(stage.From) : body;
    }
}
