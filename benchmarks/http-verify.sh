#!/usr/bin/env bash
# How many verdicts a second POST /v1/verify gives over sockets of this machine, which server and
# clients share; in the same run beside nginx, which answers the same requests at once and decides
# nothing. Prints what each number is; the last line is for programs. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=5
if [ $# -gt 0 ]; then
  if [ $# -ne 2 ] || [ "$1" != --seconds ] || ! [[ "$2" =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: benchmarks/http-verify.sh [--seconds N=5]" >&2
    exit 2
  fi
  seconds=$2
fi

JAVA_HOME=$(scripts/find-jdk) || exit 2
export JAVA_HOME
scripts/build-benchmarks

mkdir -p benchmarks/target
folder=$(mktemp -d "$PWD/benchmarks/target/http-verify.XXXXXX")
nginx=
cleanup() {
  [ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
port=0
if [ -x /usr/sbin/nginx ]; then
  port=18471
  cat >"$folder/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/error.log;
events { worker_connections 256; }
http {
  access_log off;
  keepalive_requests 100000000;
  client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
  server { listen 127.0.0.1:$port; location / { default_type application/json;
    return 200 '{"verdict":"v00000000000000000000000000","allowed":true,"code":"allowed","reason":"The API key opens this operation.","key":"0000000000000000","tenant":"t1"}'; } }
}
CONF
  /usr/sbin/nginx -p "$folder" -c "$folder/nginx.conf" >/dev/null 2>&1 &
  nginx=$!
fi
echo "machine     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
"$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders -Xmx1g --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
  dev.warder.benchmarks.door.HttpVerify "$folder" "$seconds" "$port"
