#!/usr/bin/env bash
# Installs what a bare Debian 12 with Rust lacks to build and run Segue; with --tests, also what its tests use.
# May be run as often as you like: what is there is left alone, and then nothing is fetched at all.
set -euo pipefail

# g++, make and cmake build libopus, the HE-AAC decoder and SQLite, which come as source; pkg-config finds ALSA.
packages=(g++ make cmake pkg-config libasound2-dev)
# Stations with https:// are checked against the system's certificates.
packages+=(ca-certificates)
# What the window asks the desktop for while it runs: drawing, X11, the keyboard's layout. On a desktop all is there.
packages+=(libegl1 libgl1 libgl1-mesa-dri libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0)

case "${1-}" in
"") ;;
--tests)
    # The tests' own sound server, what records from it, and what makes the test music.
    packages+=(pulseaudio pulseaudio-utils ffmpeg)
    # kill and ps as programs: the tests freeze a sound server, and look at what a player uses.
    packages+=(procps)
    # A desktop's bus, and the remote control that people have there.
    packages+=(dbus playerctl)
    # A screen for the real window, somebody at its keyboard, and pictures of it.
    packages+=(xvfb xdotool imagemagick)
    # A real station's server.
    packages+=(icecast2)
    ;;
*)
    echo "Usage: $0 [--tests]" >&2
    exit 2
    ;;
esac

is_there() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

missing=()
for package in "${packages[@]}"; do
    is_there "$package" || missing+=("$package")
done

if ((${#missing[@]} > 0)); then
    as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "To install ${missing[*]}, run this as root, or install sudo." >&2
            exit 1
        fi
        # sudo drops the environment, so what matters is said behind it.
        as_root=(sudo)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    echo "Installing ${missing[*]}"
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
    # Debian runs a server from the moment it is installed. The tests want the program, and nobody an open station.
    if [[ " ${missing[*]} " == *" icecast2 "* && -d /run/systemd/system ]]; then
        "${as_root[@]}" systemctl disable --now icecast2
    fi
fi

if ! command -v cargo >/dev/null; then
    echo "Rust is missing. Install it with rustup (Debian 12's own is too old), open a new shell, and try again." >&2
    exit 1
fi
