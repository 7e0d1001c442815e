#!/usr/bin/env bash
# Looks for texts on which what the tests promise for any text does not hold.
#   tests/Fence.Fuzzing/fuzz.sh hook|dockerfile [minutes]
# Needs afl-fuzz (Debian's package afl++) and SharpFuzz's instrumentation: dotnet tool install --global SharpFuzz.CommandLine
set -euo pipefail

kind=${1:?hook or dockerfile}
minutes=${2:-60}
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/artifacts/fuzzing/$kind
rm -rf -- "$work"
mkdir -p -- "$work/seeds"

case $kind in
  hook) find "$root/tests/corpus/hooks" -type f ! -name '*.expected' -exec cp -t "$work/seeds" {} + ;;
  dockerfile) cp -- "$root"/tests/corpus/dockerfiles/*.Dockerfile "$work/seeds" ;;
  *) printf 'fuzz.sh: there are hook and dockerfile, and no %s\n' "$kind" >&2 && exit 2 ;;
esac
# Large seeds teach little and cost much.
find "$work/seeds" -type f -size +4k -delete

dotnet publish "$root/tests/Fence.Fuzzing" --configuration Release --output "$work/program" -p:RunAnalyzers=false --verbosity quiet --nologo
sharpfuzz "$work/program/Fence.Tasks.dll"

export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1
# A text that takes five seconds is one that does not end.
timeout --preserve-status --signal INT "$((minutes * 60))" \
  afl-fuzz -i "$work/seeds" -o "$work/found" -t 5000 -m none -- dotnet "$work/program/Fence.Fuzzing.dll" "$kind" >"$work/log" 2>&1 || true

grep -E '^(execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|bitmap_cvg) ' "$work/found/default/fuzzer_stats"
