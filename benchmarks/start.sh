#!/usr/bin/env bash
# How long it takes from ./build.sh to the prompt, where nothing has to be compiled: minimum, median and maximum of some runs.
#   benchmarks/start.sh [runs]                  20 runs when left out
#   benchmarks/start.sh [runs] --engine nuke    the same targets on the package Nuke.Common, where the feed has it
# NUKE 10.1 was seen to need 8 to 11 s for ./build.sh --help: it asks MSBuild each time whether something has changed.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

runs=20
if [[ ${1:-} =~ ^[0-9]+$ ]]; then runs=$1 && shift; fi
engine=("$@")

# Whatever is to be compiled is compiled before the clock runs.
./build.sh --help "${engine[@]}" >/dev/null

measure() {
  local i start times=()
  for ((i = 0; i < runs; i++)); do
    start=${EPOCHREALTIME/[.,]/}
    "${@:2}" >/dev/null
    times+=($((${EPOCHREALTIME/[.,]/} - start)))
  done
  mapfile -t times < <(printf '%s\n' "${times[@]}" | sort -n)
  printf '%-28s %8s %8s %8s\n' "$1" "$(seconds "${times[0]}")" "$(seconds "${times[runs / 2]}")" "$(seconds "${times[runs - 1]}")"
}

seconds() {
  printf '%d.%03d' $(($1 / 1000000)) $(($1 % 1000000 / 1000))
}

printf '%-28s %8s %8s %8s\n' "$runs runs, in seconds" min median max
measure './build.sh --help' ./build.sh --help "${engine[@]}"
measure './build.sh --plan' ./build.sh --plan "${engine[@]}"

newest=$(find .nuke/temp/build -name dotnet-path -printf '%T@ %h\n' | sort -n | tail -1)
measure 'the started program alone' "$(<"${newest#* }/dotnet-path")" "${newest#* }/_build.dll" --help
