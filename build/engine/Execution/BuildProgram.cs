namespace Nuke.Common.Execution;

/// <summary>The whole of a run, from the command line to the exit code.</summary>
internal static class BuildProgram
{
    private const int Done = 0, Failed = 1, BadCommandLine = 2;

    public static int Execute(Type type, Func<NukeBuild> create, IReadOnlyList<string> defaults, IReadOnlyList<string> arguments)
    {
        using var output = new RunOutput(Console.Out);
        var errors = new MaskingWriter(output.Mask, Console.Error.Write);
        Console.SetOut(output.Writer);
        Console.SetError(errors);

        // What a caller prints after this has returned is masked, too, and its last letters must not be kept back.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            output.Release();
            errors.Release();
        };
        NukeBuild? build = null;
        try
        {
            return Execute(type, create, defaults, arguments, output, ref build);
        }
        catch (CommandLineException e)
        {
            foreach (var error in e.Errors) errors.WriteLine($"error: {error}");
            return BadCommandLine;
        }
        catch (Exception e)
        {
            errors.WriteLine($"error: {(NukeBuild.Verbosity == Verbosity.Verbose ? e.ToString() : e.Message)}");
            return build?.ExitCode ?? Failed;
        }
        finally
        {
            errors.Release();
        }
    }

    private static int Execute(
        Type type, Func<NukeBuild> create, IReadOnlyList<string> defaults, IReadOnlyList<string> arguments, RunOutput output,
        ref NukeBuild? build)
    {
        var request = BuildRequest.Read(type, arguments, Environment.GetEnvironmentVariable);
        var settings = NukeBuild.Settings = request.Settings;
        foreach (var secret in request.Values.All.Where(v => v.Declaration.IsSecret)) Hide(output.Mask, secret);

        build = create();
        build.OnBuildCreated();
        var targets = TargetDiscovery.Discover(build, defaults);
        var names = targets.Select(t => t.Name).ToList();
        var invoked = settings.Targets.Count > 0 ? settings.Targets : defaults;
        if (settings.Completion is { } shell)
        {
            Console.Out.Write(ShellCompletion.For(shell, targets, request.Declarations));
            return Done;
        }

        if (settings.Help is not null || invoked.Count == 0)
        {
            Console.Out.Write(HelpText.For(build, targets, request, Ansi.ForConsole()));
            return Done;
        }

        var errors = request.Errors.ToList();
        settings = settings with
        {
            Targets = TargetNames.Resolve(invoked, names, errors),
            Skip = settings.Skip is { } skip ? TargetNames.Resolve(skip, names, errors) : null,
        };
        if (errors.Count > 0) throw new CommandLineException(errors);

        build.Parameters = request.Values;
        build.Parameters.Inject(build);
        NukeBuild.Settings = settings;
        return new BuildRun(build, targets, request with { Settings = settings }, output, TimeProvider.System).Execute();
    }

    private static void Hide(SecretMask mask, ParameterValue secret)
    {
        foreach (var text in secret.Value is Array values ? values.Cast<object>() : [secret.Value!]) mask.Add(text.ToString()!);
    }
}
