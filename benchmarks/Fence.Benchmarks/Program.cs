using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Fence.Benchmarks -- --filter '*Dockerfile*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
