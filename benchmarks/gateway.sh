#!/usr/bin/env bash
# What a call through `warder serve --upstream` costs beside nginx, haproxy and Spring Cloud Gateway as plain
# reverse proxies, and beside nginx that asks a key service about each call (auth_request; the service is
# Warder's own door):
# interleaved rounds in one run, wrk as client, nginx as the API with a reply of 1 KB, keep-alive, all on the
# cores of this machine. Warder verifies one of many keys, checks its scope and its rate, and writes down every
# call. Prints what each number is; the last line is for programs. See benchmarks/README.md.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=3
seconds=4
keys=100000
usage() {
  echo "usage: benchmarks/gateway.sh [--rounds N=3] [--seconds N=4] [--keys N=100000]" >&2
  exit 2
}
while [ $# -gt 0 ]; do
  { [ $# -ge 2 ] && [[ "$2" =~ ^[1-9][0-9]*$ ]]; } || usage
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --keys) keys=$2 ;;
    *) usage ;;
  esac
  shift 2
done
nginx=/usr/sbin/nginx
for tool in "$nginx" wrk curl haproxy mvn; do
  command -v "$tool" >/dev/null || { echo "needs $tool (Debian: apt-get install nginx wrk curl haproxy maven)" >&2; exit 2; }
done

JAVA_HOME=$(scripts/find-jdk)
export JAVA_HOME
./warder --help >/dev/null # builds it where it is not yet built
mvn -q -B -ntp -Dstyle.color=never -f benchmarks/spring-cloud-gateway/pom.xml package </dev/null # the same JDK runs it
mkdir -p benchmarks/target
folder=$(mktemp -d "$PWD/benchmarks/target/gateway.XXXXXX")
started=()
cleanup() {
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
api=18481 plain=18482 gate=18483 doors=18484 asking=18485 ha=18486 spring=18487
temp() { echo "client_body_temp_path $folder/$1.body; proxy_temp_path $folder/$1.proxy; fastcgi_temp_path $folder/$1.f; uwsgi_temp_path $folder/$1.u; scgi_temp_path $folder/$1.s;"; }
reply=$(printf 'x%.0s' {1..1024})
cat >"$folder/api.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $folder/api.pid; error_log $folder/api.log;
events { worker_connections 2048; }
http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300; $(temp api)
  server { listen 127.0.0.1:$api; location / { default_type text/plain; return 200 '$reply'; } } }
CONF
cat >"$folder/plain.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $folder/plain.pid; error_log $folder/plain.log;
events { worker_connections 2048; }
http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300; $(temp plain)
  upstream api { server 127.0.0.1:$api; keepalive 128; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:$plain; location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; } } }
CONF
cat >"$folder/haproxy.cfg" <<CONF
global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option http-keep-alive
  http-reuse always
frontend f
  bind 127.0.0.1:$ha
  default_backend b
backend b
  server api 127.0.0.1:$api maxconn 256
CONF
"$nginx" -p "$folder" -c "$folder/api.conf" >/dev/null 2>&1 &
started+=($!)
"$nginx" -p "$folder" -c "$folder/plain.conf" >/dev/null 2>&1 &
plain_pid=$!
started+=("$plain_pid")
haproxy -f "$folder/haproxy.cfg" -db >"$folder/haproxy.log" 2>&1 &
ha_pid=$!
started+=("$ha_pid")
"$JAVA_HOME/bin/java" -jar benchmarks/spring-cloud-gateway/target/spring-cloud-gateway.jar --server.address=127.0.0.1 \
  --server.port=$spring --upstream="http://127.0.0.1:$api" --logging.level.root=warn >"$folder/spring.log" 2>&1 &
spring_pid=$!
started+=("$spring_pid")
WARDER_LISTEN=127.0.0.1:$doors ./warder serve --data "$folder/data" --upstream "http://127.0.0.1:$api" \
  --listen "127.0.0.1:$gate" 2>"$folder/warder.log" &
warder_pid=$!
started+=("$warder_pid")
for _ in $(seq 300); do
  grep -q 'serving url=' "$folder/warder.log" && break
  sleep 0.2
done
admin=$(grep -o 'wdr_live_[A-Za-z0-9_]*' "$folder/warder.log" | head -n 1) || { cat "$folder/warder.log" >&2; exit 1; }
echo "minting $keys keys" >&2
token=$(curl -s "http://127.0.0.1:$doors/v1/keys" -H "Authorization: Bearer $admin" -H "Content-Type: application/json" \
  -d '{"tenant":"warder","scope":["GET /v1/auth-request"]}' | sed -n 's/.*"secret":"\([^"]*\)".*/\1/p')
cat >"$folder/asking.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $folder/asking.pid; error_log $folder/asking.log;
events { worker_connections 2048; }
http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300; $(temp asking)
  upstream api { server 127.0.0.1:$api; keepalive 128; keepalive_requests 1000000000; }
  upstream warder { server 127.0.0.1:$doors; keepalive 128; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:$asking;
    location / { auth_request /_ask; proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; }
    location = /_ask { internal; proxy_pass http://warder/v1/auth-request; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_pass_request_body off; proxy_set_header Content-Length ""; proxy_set_header X-Original-Method \$request_method;
      proxy_set_header X-Original-URI \$request_uri; proxy_set_header X-Original-Host \$host;
      proxy_set_header X-Real-IP \$remote_addr; proxy_set_header X-Warder-Token $token; } } }
CONF
"$nginx" -p "$folder" -c "$folder/asking.conf" >/dev/null 2>&1 &
asking_pid=$!
started+=("$asking_pid")
cat >"$folder/mint.lua" <<'LUA'
-- Mints keys over keep-alive connections, and keeps their secrets.
local asked, wanted = 0, tonumber(os.getenv("WANTED"))
local out = io.open(os.getenv("KEYS"), "w")
request = function()
  asked = asked + 1
  return wrk.format("POST", "/v1/keys", nil,
    string.format('{"tenant":"t%d","scope":["GET /api/systems/{id}"],"limits":["1000000/s"]}', asked % (wanted / 5)))
end
response = function(status, headers, body)
  local secret = body:match('"secret":"([^"]+)"')
  if secret and wanted > 0 then
    wanted = wanted - 1
    out:write(secret, "\n")
  end
  if status ~= 201 then io.stderr:write(body, "\n") end
  if wanted == 0 or status ~= 201 then out:flush(); io.open(os.getenv("KEYS") .. ".done", "w"):close() end
end
LUA
KEYS=$folder/keys WANTED=$keys wrk -t1 -c64 -d600s -s "$folder/mint.lua" -H "Authorization: Bearer $admin" \
  -H "Content-Type: application/json" "http://127.0.0.1:$doors" >"$folder/mint.out" 2>&1 &
minting=$!
# wrk itself would go on to the end of its time.
while kill -0 "$minting" 2>/dev/null && [ ! -e "$folder/keys.done" ]; do sleep 0.2; done
kill "$minting" 2>/dev/null || true
[ "$(wc -l <"$folder/keys")" -ge "$keys" ] || { echo "not all keys were minted" >&2; cat "$folder/mint.out" >&2; exit 1; }
cat >"$folder/calls.lua" <<'LUA'
-- A few keys make most of the calls.
local keys = {}
init = function()
  local host = wrk.headers["Host"]
  for line in io.lines(os.getenv("KEYS")) do
    keys[#keys + 1] = wrk.format("GET", "/api/systems/42", {["Host"] = host, ["X-Api-Key"] = line})
  end
end
request = function() return keys[1 + math.floor(#keys * math.random() ^ 4)] end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(99)))
end
LUA
ticks() { cat "${@/#//proc/}" 2>/dev/null | awk '{ t += $14 + $15 } END { print t }'; }
# measure PORT SECONDS PID...: runs wrk and prints requests, microseconds, errors, 99th percentile, CPU ticks of
# the processes.
measure() {
  local port=$1 time=$2 before after
  shift 2
  before=$(ticks "${@/%//stat}")
  KEYS=$folder/keys wrk -t1 -c64 -d"${time}s" -s "$folder/calls.lua" --latency "http://127.0.0.1:$port" >"$folder/wrk.out"
  after=$(ticks "${@/%//stat}")
  awk -v cpu=$((after - before)) '/^RESULT/ {print $2, $3, $4, $5, cpu}' "$folder/wrk.out"
}
echo "warming up" >&2
measure "$gate" 30 "$warder_pid" >/dev/null
measure "$plain" 2 "$plain_pid" >/dev/null
measure "$asking" 4 "$asking_pid" >/dev/null
measure "$ha" 2 "$ha_pid" >/dev/null
measure "$spring" 30 "$spring_pid" >/dev/null
for _ in $(seq "$rounds"); do
  echo "nginx $(measure "$plain" "$seconds" "$plain_pid")"
  echo "warder $(measure "$gate" "$seconds" "$warder_pid")"
  echo "asking $(measure "$asking" "$seconds" "$asking_pid" "$warder_pid")"
  echo "haproxy $(measure "$ha" "$seconds" "$ha_pid")"
  echo "spring $(measure "$spring" "$seconds" "$spring_pid")"
done >"$folder/rounds"
lost=$(curl -s "http://127.0.0.1:$doors/metrics" | awk '/^warder_gate_activities_lost/ {print int($2)}')
hertz=$(getconf CLK_TCK)
echo "machine     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
awk -v hertz="$hertz" -v lost="${lost:-unknown}" '
  function median(list, n,   i, j, t) {
    for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j - 1] > list[j]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  }
  { n[$1]++; rate = $2 / ($3 / 1e6); cpu = $6 / hertz * 1e6 / $2; p99 = $5 / 1000
    printf "%-11s %8.0f calls/s, %5.1f us CPU a call, p99 %.1f ms, %d errors\n", $1, rate, cpu, p99, $4
    if ($1 != "warder" && $4 > 0) broken = broken " " $1
    if ($1 == "nginx") { nr[n[$1]] = rate; nc[n[$1]] = cpu; np[n[$1]] = p99 }
    if ($1 == "asking") ar[n[$1]] = rate
    if ($1 == "haproxy") hr[n[$1]] = rate
    if ($1 == "spring") sr[n[$1]] = rate
    if ($1 == "warder") { wr[n[$1]] = rate; wc[n[$1]] = cpu; wp[n[$1]] = p99; errors += $4 } }
  END { if (broken != "") { print "answered with errors, so nothing was compared:" broken > "/dev/stderr"; exit 1 }
    k = n["nginx"]; r = median(wr, k)
    printf "req_per_s=%.0f ratio_to_nginx=%.2f cpu_ratio_to_nginx=%.2f p99_ratio_to_nginx=%.2f ratio_to_nginx_auth_request=%.2f ratio_to_haproxy=%.2f ratio_to_spring_cloud_gateway=%.2f errors=%d activities_lost=%s\n",
      r, r / median(nr, k), median(wc, k) / median(nc, k), median(wp, k) / median(np, k), r / median(ar, k), r / median(hr, k), r / median(sr, k), errors, lost }' "$folder/rounds"
