#!/usr/bin/env bash
# What a connection costs on which nothing happens: N callers connect to `warder serve --upstream`, make one
# call each and stay, in plain HTTP and in TLS, beside nginx as a reverse proxy in the same run. Memory is what
# the process has resident (VmRSS), for Warder after a full collection. Afterwards every connection is used
# once more. The last line is for programs. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."
count=10000
[ $# -eq 0 ] || { [ $# -eq 2 ] && [ "$1" = --connections ] && [[ "$2" =~ ^[1-9][0-9]*$ ]] && count=$2; } || {
  echo "usage: benchmarks/idle.sh [--connections N=10000]" >&2
  exit 2
}
nginx=/usr/sbin/nginx
for tool in "$nginx" curl openssl; do
  command -v "$tool" >/dev/null || { echo "needs $tool (Debian: apt-get install nginx curl openssl)" >&2; exit 2; }
done
wanted=$((count + 500))
ulimit -n "$(ulimit -Hn)"
if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt "$wanted" ]; then
  echo "a process may open $(ulimit -n) files here, and $count connections take $wanted: raise the limit (ulimit -n)," >&2
  echo "or ask for fewer (--connections)" >&2
  exit 2
fi

./warder --help >/dev/null # builds it where it is not yet built
java_home=$(scripts/find-jdk)
mkdir -p benchmarks/target
folder=$(mktemp -d "$PWD/benchmarks/target/idle.XXXXXX")
started=()
cleanup() {
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=idle \
  -addext subjectAltName=IP:127.0.0.1 -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
"$java_home/bin/javac" --release 25 -d "$folder/classes" -proc:none \
  benchmarks/src/main/java/dev/warder/benchmarks/idle/IdleConnections.java

api=18581
temp() { echo "client_body_temp_path $folder/$1.body; proxy_temp_path $folder/$1.proxy; fastcgi_temp_path $folder/$1.f; uwsgi_temp_path $folder/$1.u; scgi_temp_path $folder/$1.s;"; }
# nginx_at NAME SERVER: starts one of one process, and sets $nginx_pid.
nginx_at() {
  cat >"$folder/$1.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $folder/$1.pid; error_log $folder/$1.log;
worker_rlimit_nofile $wanted;
events { worker_connections $((2 * wanted)); } # it ends idle ones where fewer than a sixteenth are free
http { access_log off; keepalive_requests 1000000; keepalive_timeout 3600; $(temp "$1")
  upstream api { server 127.0.0.1:$api; keepalive 32; keepalive_requests 1000000; }
  server { $2 } }
CONF
  "$nginx" -p "$folder" -c "$folder/$1.conf" >/dev/null 2>&1 &
  nginx_pid=$!
  started+=("$nginx_pid")
}
proxy='location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; }'
shown="ssl_certificate $folder/certificate.pem; ssl_certificate_key $folder/key.pem; ssl_protocols TLSv1.3;"
nginx_at api "listen 127.0.0.1:$api; location / { default_type text/plain; return 200 'idle'; }"

mb() { awk '/^VmRSS:/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }
settled() {
  # Twice: what the first finds unreachable may hold what the second frees.
  if [ "$2" = warder ]; then
    "$java_home/bin/jcmd" "$1" GC.run >/dev/null
    "$java_home/bin/jcmd" "$1" GC.run >/dev/null
  fi
  mb "$1"
}
# weigh NAME SCHEME PORT PID KEY: prints NAME, octets a connection, MiB before and after.
weigh() {
  local before after
  # What the first calls make a process load is not the connections'.
  "$java_home/bin/java" -cp "$folder/classes" dev.warder.benchmarks.idle.IdleConnections "$2" "$3" 200 "$5" \
    </dev/null >/dev/null
  before=$(settled "$4" "$1")
  rm -f "$folder/hold"
  mkfifo "$folder/hold"
  "$java_home/bin/java" -Xmx2g -cp "$folder/classes" dev.warder.benchmarks.idle.IdleConnections "$2" "$3" "$count" "$5" \
    <"$folder/hold" >"$folder/client.out" 2>"$folder/client.err" &
  local client=$!
  started+=("$client")
  exec 9>"$folder/hold"
  for _ in $(seq 1200); do
    grep -q standing "$folder/client.out" && break
    kill -0 "$client" 2>/dev/null || break
    sleep 0.2
  done
  if ! grep -q "standing $count\$" "$folder/client.out"; then
    echo "$1 over $2: not all connections stand: $(cat "$folder/client.out") $(head -n 3 "$folder/client.err")" >&2
    exit 1
  fi
  after=$(settled "$4" "$1")
  exec 9>&-
  wait "$client" || true
  grep -q "answered $count\$" "$folder/client.out" || {
    echo "$1 over $2: not all connections were answered again: $(head -n 3 "$folder/client.err")" >&2
    exit 1
  }
  awk -v name="$1" -v scheme="$2" -v b="$before" -v a="$after" -v n="$count" \
    'BEGIN { printf "%s %s %.0f %.1f %.1f\n", name, scheme, (a - b) * 1048576 / n, b, a }'
}
for scheme in http https; do
  tls=''
  listen='listen 127.0.0.1:18582;'
  [ $scheme = https ] && tls="tls: {certificate: \"$folder/certificate.pem\", key: \"$folder/key.pem\"}" &&
    listen="listen 127.0.0.1:18583 ssl; $shown"
  nginx_at "nginx-$scheme" "$listen $proxy"
  cat >"$folder/$scheme.yaml" <<YAML
listen: 127.0.0.1:0
$tls
gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:$api"}
limits: {connections: $wanted}
timeout: {idle: 1h}
YAML
  ./warder serve --data "$folder/data-$scheme" --config "$folder/$scheme.yaml" 2>"$folder/$scheme.log" &
  warder_pid=$!
  started+=("$warder_pid")
  for _ in $(seq 300); do
    grep -q 'serving url=' "$folder/$scheme.log" && break
    sleep 0.2
  done
  admin=$(grep -o 'wdr_live_[A-Za-z0-9_]*' "$folder/$scheme.log" | head -n 1) || { cat "$folder/$scheme.log" >&2; exit 1; }
  doors=$(sed -n 's/.*serving url=\([^ ]*\).*/\1/p' "$folder/$scheme.log")
  gate=$(sed -n 's/^ *gate .*127\.0\.0\.1:\([0-9]*\) in front of.*/\1/p' "$folder/$scheme.log")
  key=$(curl -sk "$doors/v1/keys" -H "Authorization: Bearer $admin" -H "Content-Type: application/json" \
    -d '{"tenant":"acme","scope":["GET /idle"]}' | sed -n 's/.*"secret":"\([^"]*\)".*/\1/p')
  weigh nginx $scheme "$([ $scheme = http ] && echo 18582 || echo 18583)" "$nginx_pid" none
  weigh warder $scheme "$gate" "$warder_pid" "$key"
  kill "$warder_pid"
  wait "$warder_pid" 2>/dev/null || true
done >"$folder/rounds"
echo "machine     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
awk -v n="$count" '
  { printf "%-7s %-5s %7d bytes a connection, resident %.1f MiB before, %.1f MiB with them\n", $1, $2, $3, $4, $5
    each[$1 $2] = $3; before[$1 $2] = $4; after[$1 $2] = $5 }
  END { printf "idle_connections=%d bytes_per_connection=%d rss_before_mb=%.0f rss_after_mb=%.0f tls_bytes_per_connection=%d tls_rss_before_mb=%.0f tls_rss_after_mb=%.0f nginx_bytes_per_connection=%d nginx_tls_bytes_per_connection=%d\n",
      n, each["warderhttp"], before["warderhttp"], after["warderhttp"], each["warderhttps"], before["warderhttps"], after["warderhttps"], each["nginxhttp"], each["nginxhttps"] }' "$folder/rounds"
