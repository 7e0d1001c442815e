# How a piece of an application's life runs in its container. What hooks export has to outlast them, so a hook is read into a bash of its
# own, and that bash tells at its end what is exported. $0 is the hook, as it would be if it were executed.
#   $1  where to tell       $2  the application's folder
#   $3  user, admin, start or look       $4  the command, or the hook's path
__fence_file=$1 __fence_home=$2 __fence_kind=$3 __fence_text=$4
shift 4

# Two streams would reach the log in any order.
exec 2>&1

printf 'begun\0' >|"$__fence_file"
cd -- "$__fence_home" || { printf 'no-folder\0' >|"$__fence_file"; exit 1; }

__fence_keep() {
  local status=$? name IFS=$' \t\n'
  set +eux +C
  eval "$__fence_exit"
  {
    builtin printf 'ended\0'
    for name in $(builtin compgen -e); do
      builtin printf '%s=%s\0' "$name" "${!name}"
    done
    # What is exported and has no value here: the application may bring one.
    IFS=$'\n'
    set -f
    for name in $(builtin declare -px); do
      [[ $name =~ ^declare\ -[a-zA-Z]*x[a-zA-Z]*\ ([A-Za-z_][A-Za-z0-9_]*)$ ]] || continue
      name=${BASH_REMATCH[1]}
      [ -n "${!name+set}" ] || builtin printf '%s\0' "$name"
    done
  } >|"$__fence_file"
  builtin exit "$status"
}

# A hook may have something to do at its end, too.
trap() {
  local action=${1-} name
  local -a others=()
  if [ "$#" -lt 2 ] || [[ $action == -[lp]* ]]; then
    builtin trap "$@"
    return
  fi
  shift
  for name in "$@"; do
    case $name in
      EXIT | exit | 0) __fence_exit=${action#-} ;;
      *) others+=("$name") ;;
    esac
  done
  [ "${#others[@]}" -eq 0 ] || builtin trap -- "$action" "${others[@]}"
}

__fence_exit=
case $__fence_kind in
  start)
    eval "$__fence_text"
    exit
    ;;
  user)
    builtin trap __fence_keep EXIT
    eval "$__fence_text"
    exit
    ;;
  admin)
    [ -x "$__fence_text" ] || { printf 'not-executable\0' >|"$__fence_file"; exit 126; }
    IFS= read -r __fence_first <"$__fence_text"
    __fence_shell=$'^#![ \t]*([^ \t]*/)?(env[ \t]+)?(bash|sh|dash)([ \t]+(-[abefhkmnptuvxBCEHPT]+))?[ \t]*$'
    if [[ $__fence_first == '#!'* && ! $__fence_first =~ $__fence_shell ]]; then
      exec "$__fence_text"
    fi
    builtin trap __fence_keep EXIT
    [ -z "${BASH_REMATCH[5]-}" ] || set "${BASH_REMATCH[5]}"
    . "$__fence_text"
    exit
    ;;
  *)
    __fence_keep
    ;;
esac
