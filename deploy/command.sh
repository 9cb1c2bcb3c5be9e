#!/bin/sh
# `topmost ...` as the service runs it: as its user, with its data and settings. Goes to /usr/local/bin/topmost.
exec systemd-run --quiet --pipe --wait --collect --uid=topmost --gid=topmost \
    --property=EnvironmentFile=-/etc/topmost.env --property=UMask=0077 --setenv=TOPMOST_DATA=/var/lib/topmost \
    /opt/topmost/bin/topmost "$@"
