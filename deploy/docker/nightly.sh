#!/bin/sh
# What systemd's timers do on a machine of its own, for a container: every five minutes what can't
# wait, once a night what visitors and staff were promised. A command that fails is said, and
# doesn't keep the others from running.
run() { .venv/bin/python manage.py "$@" || echo "failed: manage.py $*" >&2; }

last=
while true; do
    run watch
    run record_changes --verbosity 0
    run export_data --quiet
    [ -z "${CALLBACKS_NOTIFY:-}" ] || run notify_callbacks
    today=$(date +%F)
    if [ "$last" != "$today" ] && [ "$(date +%H)" -ge 2 ]; then
        for command in purge_callbacks purge_reports purge_counts purge_log_ins; do
            run $command
        done
        run back_up /var/backups/finder --keep 14
        run update_directory
        last=$today
    fi
    sleep 300
done
