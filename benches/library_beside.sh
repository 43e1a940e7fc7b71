#!/usr/bin/env bash
# Segue's scanner beside MPD's on the same files, one after the other, with the files in memory (page cache). Prints a
# Markdown table: first scan, rescan with nothing changed, most memory (resident). Each is the best of so many runs.
#
#   benches/library_beside.sh [FILES|FOLDER] [RUNS]     makes a library of so many files (20000), or takes the folder; 3 runs
#
# Needs mpd and mpc, and ffmpeg to make a library. Programs are built with `cargo build --release` unless they are there.
set -euo pipefail

what=${1:-20000}
runs=${2:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
release=${CARGO_TARGET_DIR:-$root/target}/release
segue=$release/segue

for program in mpd mpc ffmpeg; do
    command -v "$program" >/dev/null || { echo "$program is missing: apt-get install mpd mpc ffmpeg" >&2; exit 1; }
done
if [[ ! -x $segue || ! -x $release/examples/make-library ]]; then
    cargo build --release --manifest-path "$root/Cargo.toml" --bin segue --example make-library
fi

work=$(mktemp -d)
mpd=
clean_up() {
    [[ -z $mpd ]] || kill "$mpd" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

if [[ -d $what ]]; then
    music=$(cd "$what" && pwd)
else
    music=$work/music
    "$release/examples/make-library" "$what" "$music" >&2
fi
# Into the page cache, tags and all.
find "$music" -type f -exec cat {} + >/dev/null
files=$(find -L "$music" -type f | wc -l)

# now: seconds, to the millisecond.
now() { date +%s.%3N; }
# since START: seconds since then.
since() { echo "$(now) $1" | awk '{ printf "%.2f", $1 - $2 }'; }
# least VALUES...
least() { printf '%s\n' "$@" | sort -n | head -1; }
most() { printf '%s\n' "$@" | sort -n | tail -1; }
# peak PID: its most resident memory, in MiB.
peak() { awk '/^VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$1/status"; }

port=$((20000 + RANDOM % 10000))
start_mpd() {
    cat >"$work/mpd.conf" <<-END
		music_directory "$music"
		db_file "$work/mpd.db"
		pid_file "$work/mpd.pid"
		log_file "$work/mpd.log"
		playlist_directory "$work"
		bind_to_address "127.0.0.1"
		port "$port"
		filesystem_charset "UTF-8"
		auto_update "no"
		audio_output {
		    type "null"
		    name "null"
		}
	END
    mpd --no-daemon "$work/mpd.conf" >/dev/null 2>&1 &
    mpd=$!
    until mpc -q -h 127.0.0.1 -p "$port" status >/dev/null 2>&1; do sleep 0.05; done
}
stop_mpd() {
    kill "$mpd"
    wait "$mpd" 2>/dev/null || true
    mpd=
}
# update: how long MPD takes to look through its folder. (Its answer comes when its database is written.)
update() {
    local begun
    begun=$(now)
    mpc -q -h 127.0.0.1 -p "$port" --wait update
    since "$begun"
}

# scan: how long Segue takes to look through the folder, from process start to its end, and its most memory in MiB.
scan() {
    local begun most=0 now_at
    begun=$(now)
    "$segue" --library "$work/place" library add "$music" >/dev/null &
    local pid=$!
    while now_at=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now_at ]]; do
        most=$now_at
        sleep 0.02
    done
    wait "$pid"
    echo "$(since "$begun") $((most / 1024))"
}

mpd_first=() mpd_again=() mpd_peak=() our_first=() our_again=() our_peak=()
for ((run = 1; run <= runs; run++)); do
    rm -rf "$work/mpd.db" "$work/place"
    # An empty database: without one MPD would look through its folder before it is asked to.
    printf 'info_begin\nformat: 2\nmpd_version: 0.23.12\nfs_charset: UTF-8\ninfo_end\n' >"$work/mpd.db"
    start_mpd
    mpd_first+=("$(update)")
    mpd_peak+=("$(peak "$mpd")")
    mpd_again+=("$(update)")
    stop_mpd

    for which in our_first our_again; do
        read -r seconds peak < <(scan)
        declare -n times=$which
        times+=("$seconds")
        our_peak+=("$peak")
    done
done

songs=$(grep -ac song_begin <(zcat -f "$work/mpd.db") || true)
echo "$files files ($songs in MPD's database), $(nproc) cores, $(date -u +%F), $(mpd --version | head -1 | cut -d'(' -f1-2)"
echo
echo "| | first scan | rescan, nothing changed | peak memory |"
echo "|---|---|---|---|"
echo "| Segue (from process start to its end) | $(least "${our_first[@]}") s | $(least "${our_again[@]}") s | $(most "${our_peak[@]}") MiB |"
echo "| MPD (\`update\`) | $(least "${mpd_first[@]}") s | $(least "${mpd_again[@]}") s | $(most "${mpd_peak[@]}") MiB |"
