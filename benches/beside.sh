#!/usr/bin/env bash
# Segue beside other players: CPU and memory on the same live stream (MP3, 44.1 kHz stereo, 128 kbit/s, on loopback),
# all at the same time, so that the machine's load is the same for all. Prints a Markdown table.
#
#   benches/beside.sh [SECONDS]       measures for so long (60), after 20 s of settling
#
# Segue plays as it does on duty: standby cued, a reserve given. Needs ffmpeg and pulseaudio; players that are not
# installed are skipped. Programs are built with `cargo build --release` unless they are there.
set -euo pipefail

seconds=${1:-60}
settle=20
root=$(cd "$(dirname "$0")/.." && pwd)
release=${CARGO_TARGET_DIR:-$root/target}/release
port=$((20000 + RANDOM % 10000))
stream=http://127.0.0.1:$port/radio.mp3
need() {
    command -v "$1" >/dev/null || { echo "$1 is missing. Install it and try again." >&2; exit 1; }
}

need ffmpeg
need pulseaudio
if [[ ! -x $release/segue || ! -x $release/examples/fault_lab ]]; then
    cargo build --release --manifest-path "$root/Cargo.toml" --bin segue --example fault_lab
fi

work=$(mktemp -d)
# A sound server, settings and a home of our own: no player meets the user's.
export XDG_RUNTIME_DIR=$work HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state
ticks=$(getconf CLK_TCK)

others=()   # processes that are not measured
names=()    # the players, and their processes
pids=()

clean_up() {
    kill "${pids[@]}" "${others[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

# player NAME COMMAND...: starts a player, unless its program is not installed.
player() {
    local name=$1
    shift
    if ! command -v "$1" >/dev/null; then
        echo "$name is skipped: $1 is not installed." >&2
        return
    fi
    "$@" </dev/null >"$work/${#names[@]}.log" 2>&1 &
    names+=("$name")
    pids+=($!)
}

# mpd is told what to play when it runs.
mpd_player() {
    command -v mpd >/dev/null || { echo "mpd is skipped: mpd is not installed." >&2; return; }
    local door=$((port + 1))
    printf '%s\n' "bind_to_address \"127.0.0.1\"" "port \"$door\"" 'log_file "/dev/null"' \
        'audio_output {' 'type "pulse"' 'name "shop"' '}' >"$work/mpd.conf"
    player "mpd, PulseAudio" mpd --no-daemon "$work/mpd.conf"
    sleep 2
    exec 3<>"/dev/tcp/127.0.0.1/$door"
    printf 'add "%s"\nplay\nclose\n' "$stream" >&3
    exec 3>&-
}

# CPU time of a process and all its threads so far, in ticks: fields 14 and 15, counted behind the name.
cpu() {
    local stat
    stat=$(<"/proc/$1/stat")
    read -r -a stat <<<"${stat##*) }"
    echo $((stat[11] + stat[12]))
}

# memory PID FIELD: VmRSS or VmHWM, in KiB.
memory() {
    awk -v field="$2:" '$1 == field { print $2 }' "/proc/$1/status"
}

pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes --log-target=null \
    -L "module-null-sink sink_name=shop rate=44100 channels=2 format=float32le" -L module-native-protocol-unix &
others+=($!)
"$release/examples/fault_lab" "$port" mp3 </dev/null >/dev/null &
others+=($!)
ffmpeg -nostdin -v error -f lavfi -i "sine=frequency=660:duration=300" -ac 2 -ar 44100 -b:a 128k "$work/reserve.mp3"
until pactl info >/dev/null 2>&1 && (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.2; done

segue=("$release/segue" play --feed "$stream" --reserve "$work/reserve.mp3" --json --no-journal)
player "Segue, PulseAudio" "${segue[@]}"
player "mpv, PulseAudio" mpv --no-config --no-video --really-quiet --ao=pulse "$stream"
player "VLC, PulseAudio" cvlc --quiet --no-video --aout=pulse "$stream"
mpd_player
player "Segue, no device" "${segue[@]}" --output null
player "mpv, no device" mpv --no-config --no-video --really-quiet --ao=null "$stream"

sleep "$settle"
before=()
sums=()
for n in "${!pids[@]}"; do
    before[n]=$(cpu "${pids[n]}")
    sums[n]=0
done
for ((second = 0; second < seconds; second++)); do
    for n in "${!pids[@]}"; do
        sums[n]=$((sums[n] + $(memory "${pids[n]}" VmRSS)))
    done
    sleep 1
done

echo "Over $seconds s, $(nproc) cores ($(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo))," \
    "load $(cut -d' ' -f1 /proc/loadavg); $(mpv --version 2>/dev/null | head -n1 | cut -d' ' -f1-2)"
echo
echo "| player | CPU time | of one core | memory, mean | memory, peak |"
echo "|---|---|---|---|---|"
for n in "${!pids[@]}"; do
    used=$(($(cpu "${pids[n]}") - before[n]))
    peak=$(memory "${pids[n]}" VmHWM)
    awk -v name="${names[n]}" -v used="$used" -v ticks="$ticks" -v seconds="$seconds" -v sum="${sums[n]}" -v peak="$peak" \
        'BEGIN { printf "| %s | %.2f s | %.2f %% | %.1f MiB | %.1f MiB |\n", name, used / ticks,
                 100 * used / ticks / seconds, sum / seconds / 1024, peak / 1024 }'
done

# The figures are worth nothing unless Segue was on the feed, and its sound reached the sink.
for n in "${!names[@]}"; do
    if [[ ${names[n]} == Segue* ]]; then
        grep '"event":"switched"' "$work/$n.log" | tail -n1 | grep -q '"feed"' ||
            { echo "${names[n]} was not on the feed: its figures say nothing." >&2; exit 1; }
    fi
done
