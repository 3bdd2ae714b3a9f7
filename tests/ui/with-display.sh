#!/bin/bash
# Runs a program with an X server, a session bus (accessibility only) and home folders of its own.
# UI_SCREEN=1280x900x24, UI_WM=openbox for a window manager; everything else as the caller set it.
set -eu
T=$(mktemp -d "${TMPDIR:-/tmp}/xl-ui.XXXXXX")
cleanup () {
  [ -n "${XPID:-}" ] && kill "$XPID" 2>/dev/null
  rm -rf "$T"
}
trap cleanup EXIT
coproc XV { exec Xvfb -displayfd 1 -screen 0 "${UI_SCREEN:-1280x900x24}" -dpi 96 -nolisten tcp -noreset 2>"$T/xvfb.log"; }
XPID=$XV_PID
read -r -t 30 D <&"${XV[0]}"
export DISPLAY=:$D HOME=$T XDG_RUNTIME_DIR=$T XDG_CONFIG_HOME=$T/c XDG_DATA_HOME=$T/d
export XDG_CACHE_HOME=${XDG_CACHE_HOME:-${TMPDIR:-/tmp}/xl-ui-cache}
mkdir -p "$T/c" "$T/d" "$T/svc" "$XDG_CACHE_HOME"
chmod 700 "$T"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export GDK_BACKEND=x11 GSK_RENDERER=${GSK_RENDERER:-cairo} GDK_DEBUG=${GDK_DEBUG:-gl-disable}
export GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-memory} LC_ALL=${LC_ALL:-C.UTF-8}
cp /usr/share/dbus-1/services/org.a11y.Bus.service "$T/svc/"
sed "s#SVCDIR#$T/svc#" "$(dirname "$0")/session.conf" > "$T/session.conf"
run='"$@" >&3 3>&-'
if [ -n "${UI_WM:-}" ]; then
  run='"$UI_WM" >/dev/null 2>&1 3>&- & wm=$!; "$@" >&3 3>&-; rc=$?; kill $wm; exit $rc'
fi
# What the bus starts may not speak between a test's own lines.
dbus-run-session --config-file="$T/session.conf" -- sh -c "$run" sh "$@" 3>&1 >/dev/null
