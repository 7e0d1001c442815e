#!/usr/bin/env bash
# Runs the build: compiles build/_build.csproj where a source has changed since last time, and starts it.
#   ./build.sh [targets] [parameters]      ./build.sh --help
#   ./build.sh --engine nuke …             the same targets on the package Nuke.Common instead of build/engine
set -euo pipefail

fail() {
  printf 'build.sh: %s\n' "$1" >&2
  exit 1
}

# The folder of this script, also where it is called through a symbolic link.
script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  target=$(readlink -- "$script")
  [[ $target == /* ]] || target=$(dirname -- "$script")/$target
  script=$target
done
[[ $script == */* ]] || script=./$script
root=$(cd -P -- "${script%/*}" && pwd)
temp=$root/.nuke/temp

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# NUKE, too, would send what was run, and wait for a key the first time.
export NUKE_TELEMETRY_OPTOUT="${NUKE_TELEMETRY_OPTOUT:-1}"

# --- what is asked of this script, not of the build ----------------------------------------------------------------

engine=builtin
has_root=
arguments=()
while (($# > 0)); do
  case $1 in
    --engine) engine=${2:-} && shift ;;
    --engine=*) engine=${1#*=} ;;
    --root | --root=*) has_root=1 && arguments+=("$1") ;;
    *) arguments+=("$1") ;;
  esac
  shift || fail '--engine needs a value: builtin or nuke'
done
case $engine in
  builtin | nuke) ;;
  *) fail "there is no engine '$engine'; there are builtin and nuke" ;;
esac
[[ $has_root ]] || arguments+=(--root "$root")

# --- the stamp of all that the build is made of -------------------------------------------------------------------

# Names, sizes and times of the sources: a file that is added, changed or removed makes another stamp.
list_sources() {
  local about=(-printf '%p %s %T@\n')
  [[ $OSTYPE == darwin* ]] && about=(-exec stat -f '%N %z %Fm' {} +)
  find "$root/build" "$root/src" "$root"/*.props "$root/global.json" "$root"/[Nn]u[Gg]et.[Cc]onfig \
    \( -name bin -o -name obj \) -prune -o -type f "${about[@]}" 2>/dev/null || true
}

stamp=$(list_sources | LC_ALL=C sort | cksum)
output=$temp/build/$engine-${stamp// /-}

# --- compiling ----------------------------------------------------------------------------------------------------

# A dotnet whose SDK is one that global.json allows: the one on the PATH, or one that is fetched, once, as NUKE's script does.
find_dotnet() {
  dotnet=$(command -v dotnet || true)
  if [[ $dotnet ]] && (cd -- "$root" && "$dotnet" --version) >/dev/null 2>&1; then return; fi

  dotnet=$temp/dotnet-unix/dotnet
  if [[ -x $dotnet ]] && (cd -- "$root" && "$dotnet" --version) >/dev/null 2>&1; then return; fi

  echo 'fetching the .NET SDK…' >&2
  local installer=$temp/dotnet-install.sh url=https://dot.net/v1/dotnet-install.sh
  if command -v curl >/dev/null; then curl -fsSL -o "$installer" "$url" || fail "cannot fetch $url"
  elif command -v wget >/dev/null; then wget -qO "$installer" "$url" || fail "cannot fetch $url"
  else fail 'no .NET SDK as global.json wants it, and neither curl nor wget to fetch it with'
  fi
  bash "$installer" --jsonfile "$root/global.json" --install-dir "$temp/dotnet-unix" --no-path >"$temp/dotnet-install.log" 2>&1 \
    || fail "the .NET SDK could not be installed; see $temp/dotnet-install.log"
}

# The lock's descriptor is closed for the compiler: its servers stay, and would keep the lock.
publish() {
  "$dotnet" publish "$root/build/_build.csproj" --configuration Release --output "$1" --artifacts-path "$temp/artifacts-$engine" \
    -p:NukeEngine="$([[ $engine == nuke ]] && echo package || echo builtin)" -p:RunAnalyzers=false \
    --verbosity quiet "${@:2}" >"$log" 2>&1 9>&-
}

runtime() {
  local system=linux machine=x64
  [[ $OSTYPE == darwin* ]] && system=osx
  [[ $OSTYPE == linux-musl* ]] && system=linux-musl
  case $(uname -m) in aarch64 | arm64) machine=arm64 ;; esac
  printf '%s-%s' "$system" "$machine"
}

compile() {
  local fresh=$output.$$ log=$temp/compile-$engine.log
  echo 'building the build…' >&2
  find_dotnet
  trap 'rm -rf -- "$fresh"' EXIT
  if ! publish "$fresh" --runtime "$(runtime)" --self-contained false -p:PublishReadyToRun=true; then
    if [[ $engine == nuke ]] && grep -q 'NU110[0-9].*Nuke\.Common' "$log"; then
      fail 'the package feed has no Nuke.Common 10.1.0; without --engine nuke the built-in engine runs the same targets'
    fi
    # A feed without the packs for ahead-of-time code is no reason not to build; the start is slower then.
    if ! grep -Eq 'error (NU1|NETSDK1094)' "$log" || ! publish "$fresh"; then
      grep -E '(error|warning) ' "$log" | sort -u >&2 || cat -- "$log" >&2
      fail 'the build does not compile'
    fi
  fi
  printf '%s\n' "$dotnet" >"$fresh/dotnet-path"
  # Without flock another one may have been faster; its result is as good.
  if [[ -d $output ]]; then rm -rf -- "$fresh"; else mv -- "$fresh" "$output"; fi
  trap - EXIT

  # What is older than a few hours and than the last three is used by nobody any more.
  local old
  # shellcheck disable=SC2012 # the names are ours: no spaces, no line breaks
  for old in $(cd -- "$temp/build" && ls -1td -- */ | tail -n +4); do
    find "$temp/build/$old" -maxdepth 0 -mmin +180 -exec rm -rf -- {} +
  done
}

if [[ ! -f $output/dotnet-path ]]; then
  mkdir -p -- "$temp/build"
  # Two at once: one compiles, the other waits for it.
  exec 9>"$temp/build.lock"
  if command -v flock >/dev/null; then flock 9; fi
  [[ -f $output/dotnet-path ]] || compile
  exec 9>&-
fi

# --- starting -----------------------------------------------------------------------------------------------------

read -r dotnet <"$output/dotnet-path"
[[ -x $dotnet ]] || find_dotnet
if [[ $dotnet == "$temp"/* ]]; then
  # The build itself calls dotnet, for instance to test.
  export DOTNET_ROOT=${dotnet%/*} PATH=${dotnet%/*}:$PATH
fi
exec "$dotnet" "$output/_build.dll" "${arguments[@]}"
