using BenchmarkDotNet.Running;
using Fence.Benchmarks;

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- dockerfiles --filter '*'
if (args is ["dockerfiles", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(HookValidationBenchmark).Assembly).Run(rest);
    return 0;
}

// In one run, so that both numbers are of the same machine at the same time.
return await HookValidationBenchmark.RunAsync(args is [var root, ..] ? root : Directory.GetCurrentDirectory());
