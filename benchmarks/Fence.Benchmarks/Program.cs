using Fence.Benchmarks;

// In one run, so that both numbers are of the same machine at the same time.
return await HookValidationBenchmark.RunAsync(args is [var root, ..] ? root : Directory.GetCurrentDirectory());
