namespace Nuke.Common.Execution;

/// <summary>The whole of a run, from the command line to the exit code.</summary>
internal static class BuildProgram
{
    private const int Done = 0, Failed = 1, BadCommandLine = 2;

    public static int Execute<T>(IReadOnlyCollection<string> defaults, IReadOnlyList<string> arguments)
        where T : NukeBuild, new()
    {
        using var output = new RunOutput(Console.Out);
        var errors = new MaskingWriter(output.Mask, Console.Error.Write);
        Console.SetOut(output);
        Console.SetError(errors);

        // What a caller prints after this has returned is masked, too, and its last letters must not be kept back.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            output.Release();
            errors.Release();
        };
        try
        {
            return Execute<T>(defaults, arguments, output);
        }
        catch (Exception e)
        {
            var wrong = e as CommandLineException;
            foreach (var error in wrong?.Errors ?? [NukeBuild.Verbosity == Verbosity.Verbose ? e.ToString() : e.Message])
                errors.WriteLine($"error: {error}");
            return wrong is null ? Failed : BadCommandLine;
        }
        finally
        {
            errors.Release();
        }
    }

    private static int Execute<T>(IReadOnlyCollection<string> defaults, IReadOnlyList<string> arguments, RunOutput output)
        where T : NukeBuild, new()
    {
        var request = BuildRequest.Read(typeof(T), arguments, Environment.GetEnvironmentVariable);
        var settings = NukeBuild.Settings = request.Settings;
        foreach (var secret in request.Values.All.Where(v => v.Declaration.IsSecret))
        {
            foreach (var text in secret.Value as IEnumerable<object> ?? [secret.Value!]) output.Mask.Add(text.ToString()!);
        }

        // Its fields may be made of the settings.
        var build = new T { Parameters = request.Values };
        var targets = TargetDiscovery.Discover(build, defaults);
        if (settings.Completion is { } shell)
        {
            Console.Out.Write(ShellCompletion.For(shell, targets, request.Declarations));
            return Done;
        }

        var wanted = settings.Target.Length > 0 ? settings.Target : defaults;
        if (settings.Help is not null || wanted.Count == 0)
        {
            Console.Out.Write(new HelpText(build, targets, request, Ansi.ForConsole()).Show(settings.Help ?? []));
            return Done;
        }

        var errors = request.Errors;
        var invoked = TargetNames.Resolve(wanted, targets, errors);
        var skip = settings.Skip is { } names ? TargetNames.Resolve(names, targets, errors) : null;
        if (errors.Count > 0) throw new CommandLineException(errors);

        request.Values.Inject(build);
        return new BuildRun(build, targets, request, output, TimeProvider.System).Execute(invoked, skip);
    }
}
