#!/usr/bin/env bash
# The window's figures with a large library, under a software-rendered screen of its own: process start to the first
# frame, process start to the first sound of a resumed queue, CPU time while it plays beside `segue play`, and memory after scrolling
# through Songs and Albums. Prints a Markdown table.
#
#   benches/window.sh [FILES|FOLDER] [SECONDS]     makes a library of so many files (100000), or takes the folder; CPU over 60 s
#
# Needs Xvfb, xdotool, pulseaudio, python3, and ffmpeg to make a library. Programs are built with `cargo build --release`
# unless they are there.
set -euo pipefail

what=${1:-100000}
seconds=${2:-60}
root=$(cd "$(dirname "$0")/.." && pwd)
release=${CARGO_TARGET_DIR:-$root/target}/release
segue=$release/segue

for program in Xvfb xdotool pulseaudio pactl parec python3 ffmpeg; do
    command -v "$program" >/dev/null || { echo "$program is missing: packaging/setup-debian.sh --tests" >&2; exit 1; }
done
if [[ ! -x $segue ]] || [[ ! -d $what && ! -x $release/examples/make-library ]]; then
    cargo build --release --manifest-path "$root/Cargo.toml" --bin segue --example make-library
fi

work=$(mktemp -d)
started=()
clean_up() {
    ((${#started[@]} == 0)) || kill "${started[@]}" 2>/dev/null || true
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

export HOME=$work/home XDG_RUNTIME_DIR=$work/run LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME PULSE_SERVER
mkdir -p "$HOME/.config/segue" "$XDG_RUNTIME_DIR" "$work/screen"
chmod 700 "$XDG_RUNTIME_DIR"
# What reads the files in the background would be measured, too.
printf '[library]\nverify = false\nwatch = false\n[probe]\nenabled = false\n' >"$HOME/.config/segue/config.toml"

# A screen, whose picture is in a file.
Xvfb -displayfd 3 -noreset -nolisten tcp -screen 0 1280x800x24 -fbdir "$work/screen" 3>"$work/display" 2>/dev/null &
started+=($!)
until [[ -s $work/display ]]; do sleep 0.05; done
DISPLAY=:$(<"$work/display")
export DISPLAY

# A sound server with a sink that another stream keeps running: an idle null sink starts up to two seconds late.
pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes --log-target=null \
    -L 'module-null-sink sink_name=shop rate=44100 channels=2 format=float32le' -L module-native-protocol-unix &
started+=($!)
until pactl info >/dev/null 2>&1; do sleep 0.05; done
pacat --raw --format=float32le --rate=44100 --channels=2 --latency-msec=50 -d shop /dev/zero 2>/dev/null &
started+=($!)
parec --raw --format=float32le --rate=44100 --channels=2 --latency-msec=20 -d shop.monitor >"$work/heard" 2>/dev/null &
started+=($!)

# first: starts the program, waits until what is told (picture, sound) is there; prints milliseconds and leaves it running.
cat >"$work/first.py" <<-'END'
	import array, os, struct, subprocess, sys, time
	screen, heard, segue, pid_file = sys.argv[1:5]
	def picture():
	    with open(screen, "rb") as file:
	        header = file.read(100)
	        size, line, colours = (struct.unpack(">I", header[at:at + 4])[0] for at in (0, 48, 76))
	        file.seek(size + 12 * colours + line * 20)
	        return file.read(line * 700)
	before, end = picture(), os.path.getsize(heard)
	began = time.monotonic()
	program = subprocess.Popen([segue] + sys.argv[5:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	open(pid_file, "w").write(str(program.pid))
	frame = sound = None
	silent = "play" in sys.argv[5:]
	while (sound is None or (frame is None and not silent)) and time.monotonic() - began < 60 and program.poll() is None:
	    now = time.monotonic() - began
	    if frame is None and not silent and picture() != before:
	        frame = now
	    if sound is None:
	        size = os.path.getsize(heard) // 8 * 8
	        if size > end:
	            with open(heard, "rb") as file:
	                file.seek(end // 8 * 8)
	                samples = array.array("f", file.read(size - end // 8 * 8))
	            if max(map(abs, samples), default=0) > 0.005:
	                sound = now
	            end = size
	    time.sleep(0.004)
	print(*("-" if value is None else round(value * 1000) for value in (frame, sound)))
END
first() { python3 "$work/first.py" "$work/screen/Xvfb_screen0" "$work/heard" "$segue" "$work/pid" "$@"; }
# cpu PID: seconds of processor time since its start.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hz }' "/proc/$1/stat"; }
# memory PID: resident, in MiB.
memory() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$1/status"; }
# worked PID: processor time that it takes in so many seconds.
worked() {
    local before
    before=$(cpu "$1")
    sleep "$seconds"
    awk -v a="$before" -v b="$(cpu "$1")" 'BEGIN { printf "%.2f", b - a }'
}
end() {
    kill -TERM "$(<"$work/pid")"
    while kill -0 "$(<"$work/pid")" 2>/dev/null; do sleep 0.05; done
}
keys() {
    xdotool key --clearmodifiers "$@"
    sleep 0.3
}

"$segue" library add "$music" >&2
files=$(find -L "$music" -type f | wc -l)
# Long songs for the queue: what changes every two seconds is no idling.
ffmpeg -nostdin -v error -f lavfi -i 'sine=frequency=441:duration=600' -c:a libmp3lame -b:a 192k "$work/long.mp3"

# A queue to be resumed, and everything in the page cache.
first play "$work/long.mp3" >/dev/null
sleep 3
end

frames=() sounds=() plain=()
for _ in 1 2 3; do
    sleep 2
    read -r frame sound < <(first window)
    frames+=("$frame") sounds+=("$sound")
    sleep 3
    end
    sleep 2
    read -r _ sound < <(first play)
    plain+=("$sound")
    sleep 3
    end
done

sleep 2
first play >/dev/null
sleep 15
plain_cpu=$(worked "$(<"$work/pid")")
plain_memory=$(memory "$(<"$work/pid")")
end

sleep 2
first window >/dev/null
pid=$(<"$work/pid")
sleep 15
window_cpu=$(worked "$pid")
idle_memory=$(memory "$pid")
xdotool windowfocus "$(xdotool search --onlyvisible --name '^Segue$' | head -1)"
# scroll: the wheel over the middle of the page, a long way.
scroll() {
    xdotool mousemove 700 400
    for _ in {1..40}; do xdotool click --repeat 10 --delay 15 5; done
    sleep 2
}
keys ctrl+4
sleep 2
scroll
songs_memory=$(memory "$pid")
keys ctrl+2
sleep 2
scroll
albums_memory=$(memory "$pid")
peak=$(awk '/^VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$pid/status")
keys ctrl+9
sleep 5
playing_cpu=$(worked "$pid")
end

echo "$files files, $(nproc) cores, software rendering, $(date -u +%F), load $(cut -d' ' -f1 /proc/loadavg)"
echo
echo "| | window | \`segue play\` |"
echo "|---|---|---|"
echo "| process start to first frame, three runs | ${frames[*]} ms | |"
echo "| process start to first sound, resumed queue, three runs | ${sounds[*]} ms | ${plain[*]} ms |"
echo "| processor time in $seconds s of music, nobody at it | $window_cpu s (Home), $playing_cpu s (Now playing) | $plain_cpu s |"
echo "| memory, resident | $idle_memory MiB | $plain_memory MiB |"
echo "| after scrolling through Songs, then Albums (peak) | $songs_memory, $albums_memory MiB ($peak) | |"
