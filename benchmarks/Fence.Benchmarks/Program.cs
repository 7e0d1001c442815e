using BenchmarkDotNet.Running;
using Fence.Benchmarks;

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- dockerfiles --filter '*'
if (args is ["dockerfiles", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(HookValidationBenchmark).Assembly).Run(rest);
    return 0;
}

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- context
if (args is ["context"])
    return await ContextBenchmark.RunAsync();

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- push
if (args is ["push"])
    return await PushBenchmark.RunAsync();

// In one run, so that all numbers are of the same machine at the same time.
var hooks = await HookValidationBenchmark.RunAsync(args is [var root, ..] ? root : Directory.GetCurrentDirectory());
Console.WriteLine();
var context = await ContextBenchmark.RunAsync();
Console.WriteLine();
return Math.Max(Math.Max(hooks, context), await PushBenchmark.RunAsync());
