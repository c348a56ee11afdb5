#!/usr/bin/env bash
# What a verdict costs in process, among a million keys of 200,000 tenants of which a few make most
# calls: two threads, every verdict handed to the journal. Keys are minted through the journal first,
# which takes a minute or two. Beside it the same with the row looked up in SQLite at each call. Prints what each number
# is, then what http-verify.sh does over sockets; the last line is for programs. KEYS_OPTS adds options
# for the JVM. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "usage: benchmarks/verdict.sh [--keys N=1000000] [--seconds N=10]" >&2
  exit 2
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
keys=1000000
seconds=10
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --keys) keys=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    --seconds) seconds=$2; [[ "$2" =~ ^[1-9][0-9]*$ ]] || usage ;;
    *) usage ;;
  esac
  shift 2
done

mkdir -p benchmarks/target
out=$(mktemp benchmarks/target/verdict.XXXXXX)
trap 'rm -f "$out"' EXIT
scripts/keys-benchmark verdict "$keys" "$seconds" >"$out"
sed '$d' "$out"
sockets=$(benchmarks/http-verify.sh --seconds 5)
sed '1d;$d' <<<"$sockets"
echo "$(tail -n 1 "$out") $(tail -n 1 <<<"$sockets")"
