using System.Text;
using Fence.Tasks.Tests.Dockerfiles;
using Fence.Tasks.Tests.Hooks;
using SharpFuzz;

// afl-fuzz hands texts to this program, and learns from the branches that they take in Fence.Tasks which to try next: see fuzz.sh.
// An exception is a find. Without afl-fuzz it reads one text from standard input, to see a find again.
Action<byte[]> holds = args switch
{
    ["hook"] => AnyHook.Holds,
    ["dockerfile"] => bytes => AnyDockerfile.Holds(Encoding.UTF8.GetString(bytes)),
    _ => throw new ArgumentException("what is fuzzed: hook or dockerfile", nameof(args)),
};

Fuzzer.Run(stream =>
{
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    holds(bytes.ToArray());
});
