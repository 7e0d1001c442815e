using BenchmarkDotNet.Running;
using Fence.Benchmarks;
using Fence.Benchmarks.Contenders;
using Fence.Benchmarks.Scale;

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

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- scale
if (args is ["scale", ..])
    return await ScaleBenchmark.RunAsync(args is [_, var folder] ? folder : Directory.GetCurrentDirectory());

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- contenders
if (args is ["contenders", ..])
    return await ContendersBenchmark.RunAsync(args is [_, var home] ? home : Directory.GetCurrentDirectory());

// What it starts as a process of its own.
if (args is ["simulated-deas"])
    return await SimulatedDeas.ServeAsync();

// In one run, so that all numbers are of the same machine at the same time.
var root = args is [var given, ..] ? given : Directory.GetCurrentDirectory();
var worst = 0;
foreach (var measure in new Func<Task<int>>[]
    { () => HookValidationBenchmark.RunAsync(root), ContextBenchmark.RunAsync, PushBenchmark.RunAsync, () => ScaleBenchmark.RunAsync(root), () => ContendersBenchmark.RunAsync(root) })
{
    worst = Math.Max(worst, await measure());
    Console.WriteLine();
}

return worst;
