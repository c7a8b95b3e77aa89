#!/usr/bin/env bash
# Install the finder on a Debian 12 machine, upgrade it, or go back to the release before.
#
#   deploy/install.sh --host find.example.org [OPTION…]   install, or change what an option says
#   deploy/install.sh --upgrade                           install the release this script lies in
#   deploy/install.sh --rollback                          serve the release before again
#
# --host NAME            the name people type; its DNS entry leads to this machine
# --admin-from NETWORK   who may reach /admin/, such as 192.0.2.0/24 (again for each; none: nobody)
# --certificate FILE, --key FILE   your certificate with its chain, and its key
# --letsencrypt MAIL     have Let's Encrypt make one; MAIL is told if it is ever about to end
#                        neither: one that browsers warn of is made, to begin with
# --database-url URL     a PostgreSQL elsewhere; without, one on this machine
#
# It ends as it began when it is run twice: what is done already stays, as do your own changes.
# docs/deploying.md has the whole story, docs/operating.md what comes after.
set -euo pipefail
umask 022

source=$(cd "$(dirname "$0")/.." && pwd)
readonly place=/srv/finder state=/var/lib/finder backups=/var/backups/finder
readonly settings=/etc/finder.env tls=/etc/ssl/finder
# What was put into /etc, to tell later what somebody changed there.
readonly written=/usr/local/lib/finder

host='' certificate='' key='' mail='' database='' action=install admin_from=()
changes=0

say() { printf '%s\n' "$*"; }
change() { changes=$((changes + 1)); say "$*"; }
stop() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }
usage() { sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; }

read_options() {
    while [ $# -gt 0 ]; do
        case $1 in
        --upgrade) action=upgrade ;;
        --rollback) action=rollback ;;
        --help | -h) usage; exit 0 ;;
        --host | --admin-from | --certificate | --key | --letsencrypt | --database-url)
            [ $# -gt 1 ] || stop "$1 needs a value. See --help."
            case $1 in
            --host) host=$2 ;;
            --admin-from) admin_from+=("$2") ;;
            --certificate) certificate=$2 ;;
            --key) key=$2 ;;
            --letsencrypt) mail=$2 ;;
            --database-url) database=$2 ;;
            esac
            shift
            ;;
        *) stop "there is no option $1. See --help." ;;
        esac
        shift
    done
}

check_options() {
    [ "$(id -u)" = 0 ] || stop "this changes the whole machine: run it as root."
    # shellcheck source=/dev/null
    (. /etc/os-release && [ "$ID $VERSION_ID" = "debian 12" ]) ||
        stop "this is made for Debian 12. Elsewhere follow docs/deploying.md by hand."
    if [ -z "$host" ] && [ -e $settings ]; then
        host=$(setting ALLOWED_HOSTS)
        host=${host%%,*}
    fi
    [ "$action" = install ] || [ -e $settings ] ||
        stop "the finder isn't installed here yet. Begin with: deploy/install.sh --host NAME"
    [ -n "$host" ] || stop "say which name people type: --host find.example.org"
    [[ $host =~ ^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$ ]] ||
        stop "--host $host isn't a host name such as find.example.org (small letters, no https://)."
    for network in "${admin_from[@]}"; do
        python_says "import ipaddress, sys; ipaddress.ip_network(sys.argv[1])" "$network" ||
            stop "--admin-from $network isn't a network such as 192.0.2.0/24."
    done
    [ -z "$certificate$key" ] || { [ -r "$certificate" ] && [ -r "$key" ]; } ||
        stop "--certificate and --key are both needed, and must be files."
    [ -z "$mail" ] || [ -z "$certificate" ] || stop "either --letsencrypt or --certificate."
}

python_says() { ! command -v python3 >/dev/null || python3 -c "$@" 2>/dev/null; }
setting() { sed -n "s/^$1=//p" $settings | tail -n 1; }
systemd_runs() { [ -d /run/systemd/system ]; }
as_finder() { (cd "$1" && shift && HOME=$state exec runuser -u finder -- "$@"); }
manage() { # manage RELEASE COMMAND…
    local release=$1
    shift
    as_finder "$release" .venv/bin/python manage.py "$@"
}

# --- What the machine needs --------------------------------------------------------

install_packages() {
    local wanted=(python3 python3-venv openssl ca-certificates nginx) missing=()
    if [ -n "$database" ]; then wanted+=(postgresql-client); else wanted+=(postgresql); fi
    [ -z "$mail" ] || wanted+=(certbot)
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    change "Installing packages: ${missing[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
}

make_user() {
    id finder >/dev/null 2>&1 || {
        adduser --quiet --system --group --home $state --no-create-home finder
        change "Made the user finder."
    }
    install -d -m 755 $place $place/releases $place/map $written
    install -d -m 700 -o finder -g finder $state $backups
}

make_database() {
    [ -z "$database" ] || return 0
    [ ! -e $settings ] || [[ $(setting DATABASE_URL) == *//var/run/postgresql/finder ]] || return 0
    # Where systemd isn't there to do it, as in a container.
    systemd_runs || pg_lsclusters -h | awk '$4 == "down" {print $1, $2}' |
        while read -r version cluster; do pg_ctlcluster "$version" "$cluster" start; done
    as_postgres psql -qtc '' || stop "PostgreSQL doesn't answer: systemctl status postgresql"
    if [ -z "$(as_postgres psql -qAtc "SELECT 1 FROM pg_roles WHERE rolname = 'finder'")" ]; then
        as_postgres createuser finder
        change "Made the database role finder."
    fi
    if [ -z "$(as_postgres psql -qAtc "SELECT 1 FROM pg_database WHERE datname = 'finder'")" ]; then
        as_postgres createdb -O finder -E UTF8 -T template0 --locale=C.UTF-8 finder
        change "Made the database finder."
    fi
}

as_postgres() { (cd / && exec runuser -u postgres -- "$@"); }

random() { openssl rand -base64 "$1" | tr '+/' '-_' | tr -d '\n'; }

write_settings() {
    local port
    if [ ! -e $settings ]; then
        port=$(pg_lsclusters -h 2>/dev/null | awk 'NR == 1 {print $3}')
        # Through its socket, where the user's name is enough: there is no password to lose.
        database=${database:-postgres://finder@:${port:-5432}//var/run/postgresql/finder}
        (umask 077 && cat >$settings.new) <<END
# The finder's settings: docs/deploying.md lists them all. After a change:
#   systemctl restart finder
SECRET_KEY=$(random 48)
FIELD_KEYS=$(random 32)
ALLOWED_HOSTS=$host
DATABASE_URL=$database
CLIENT_ADDRESS_HEADER=X-Real-IP
SOURCES_DIR=$state/sources
COPY_DIR=$state/copy
KEPT_FILES_DIR=$state/kept
DATA_FILES_PROXY=on
BACKUP_STAMP=$state/last-backup
WATCH_FILE=$state/watch.json
END
        mv $settings.new $settings
        change "Wrote $settings, with keys of its own. Keep a copy, and not beside the backups."
    elif [ -n "$database" ] && [ "$(setting DATABASE_URL)" != "$database" ]; then
        stop "$settings has another DATABASE_URL: change it there, then run this without."
    elif [[ ,$(setting ALLOWED_HOSTS), != *,$host,* ]]; then
        stop "$settings doesn't have $host among ALLOWED_HOSTS: change it there first."
    fi
    chown root:finder $settings
    chmod 640 $settings
}

# --- A release: a folder of its own, so that going back is a switch -----------------

name_of() { # the release that a folder holds, such as 0.5.0-1a2b3c4
    local version commit
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$1/pyproject.toml")
    commit=$(git -c safe.directory='*' -C "$1" rev-parse --short=8 HEAD 2>/dev/null || true)
    echo "${version:?}${commit:+-$commit}"
}

files_of() { # the files of a folder that serve, ended by NUL; not the tools of developers
    {
        git -c safe.directory='*' -C "$1" ls-files -z 2>/dev/null ||
            (cd "$1" && find . \( -name .git -o -name .venv -o -name node_modules -o -path ./var \
                -o -name .env -o -name __pycache__ \) -prune -o -type f -printf '%P\0')
    } | grep -zvE '^(tests|benchmarks|faults|\.ci)/'
    # The map's files, where somebody made them: then no Node.js is needed.
    [ ! -e "$1/var/assets.sha256" ] || (cd "$1" && find var/assets var/assets.sha256 -type f -print0)
}

build_release() {
    release=$place/releases/$(name_of "$source")
    [ ! -e "$release/.complete" ] || return 0
    [ "$source" != "$release" ] || stop "$source is itself a release half done: run its origin's."
    change "Building the release ${release##*/} …"
    rm -rf "$release"
    install -d -o finder -g finder "$release"
    files_of "$source" | tar -C "$source" --null -T - -cf - |
        as_finder "$release" tar -xf - --no-same-owner
    ln -s $settings "$release/.env"
    as_finder "$release" scripts/python.sh scripts/install_server.py
    as_finder "$release" .venv/bin/python -m compileall -q -x '/(\.venv|var)/' .
    manage "$release" collectstatic --noinput --verbosity 0
    manage "$release" write_error_pages var/errors >/dev/null
    # Whoever breaks into the finder can't change what it runs; nginx reads its files.
    chown -R -h root:root "$release"
    chown -R finder:finder "$release/var"
    chmod -R go-w "$release"
    chmod 711 "$release/var"
    chmod -R u=rwX,go=rX "$release/var/static" "$release/var/errors"
    touch "$release/.complete"
}

fill_database() {
    [ "$(release_at current)" != "$release" ] || return 0
    if [ -n "$(release_at current)" ]; then
        change "Backing up the database …"
        manage "$release" back_up $backups --name "before-${release##*/}"
    fi
    manage "$release" prepare --no-demo
}

release_at() { [ ! -e "$place/$1" ] || readlink -f "$place/$1"; }

switch_to() { # switch_to NEW OLD: links are replaced at once, so that there is always one
    ln -sfn "$1" $place/current.new && mv -T $place/current.new $place/current
    [ -z "$2" ] || { ln -sfn "$2" $place/previous.new && mv -T $place/previous.new $place/previous; }
}

switch() {
    local before
    before=$(release_at current)
    [ "$before" != "$release" ] || return 0
    switch_to "$release" "$before"
    change "Serving ${release##*/} now${before:+, before: ${before##*/}}."
    for old in "$place"/releases/*; do
        [ "$old" = "$release" ] || [ "$old" = "$before" ] || rm -rf "$old"
    done
}

# --- What starts it, and what stands in front ----------------------------------------

# put FILE PLACE: keep what somebody changed there, and lay the new one beside it.
put() {
    local kept="$written/${2//\//_}"
    if [ ! -e "$2" ] || { [ -e "$kept" ] && cmp -s "$2" "$kept"; }; then
        cmp -s "$1" "$2" || { install -m 644 "$1" "$2" && change "Wrote $2."; }
        cmp -s "$1" "$kept" || install -m 644 "$1" "$kept"
    elif ! cmp -s "$1" "$2" && ! cmp -s "$1" "$2.new"; then
        install -m 644 "$1" "$2.new"
        change "$2 was changed by hand and stays; the new one is $2.new."
    fi
}

install_units() {
    for unit in "$release"/deploy/systemd/*; do
        put "$unit" "/etc/systemd/system/${unit##*/}"
    done
    put "$release/deploy/finder-manage" /usr/local/bin/finder-manage
    chmod 755 /usr/local/bin/finder-manage
    units=(finder.service)
    for unit in "$release"/deploy/systemd/*.timer; do
        # Whoever wants an archive switches that on.
        [ "${unit##*/}" = finder-archive.timer ] || units+=("${unit##*/}")
    done
    ! systemd_runs || systemctl daemon-reload
    systemctl --quiet is-enabled "${units[@]}" >/dev/null 2>&1 || {
        systemctl --quiet enable "${units[@]}"
        change "The site starts with the machine; ${#units[@]} units are on."
    }
}

install_certificate() {
    install -d -m 755 $tls /var/www/letsencrypt
    if [ -n "$certificate" ]; then
        link "$certificate" $tls/fullchain.pem
        link "$key" $tls/privkey.pem
    elif [ ! -e $tls/fullchain.pem ]; then
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$host" \
            -addext "subjectAltName=DNS:$host" -keyout $tls/own.key -out $tls/own.pem 2>/dev/null
        chmod 600 $tls/own.key
        link $tls/own.pem $tls/fullchain.pem
        link $tls/own.key $tls/privkey.pem
        change "Made a certificate that browsers warn of, until there is a real one."
    fi
}

link() {
    [ "$(readlink -f "$2")" = "$(readlink -f "$1")" ] || { ln -sfn "$(readlink -f "$1")" "$2"; change "$2 is $1."; }
}

install_nginx() {
    local site admin network
    site=$(mktemp) admin=$(mktemp)
    sed "s/find\.example\.org/$host/g" "$release/deploy/nginx.conf" >"$site"
    put "$site" /etc/nginx/sites-available/finder
    if [ ${#admin_from[@]} -gt 0 ] || [ ! -e /etc/nginx/finder-admin.conf ]; then
        echo "# Networks that may reach /admin/; nobody else may. Then: systemctl reload nginx" >"$admin"
        for network in "${admin_from[@]}"; do echo "allow $network;" >>"$admin"; done
        cmp -s "$admin" /etc/nginx/finder-admin.conf || {
            install -m 644 "$admin" /etc/nginx/finder-admin.conf
            change "Wrote /etc/nginx/finder-admin.conf: ${admin_from[*]:-nobody} may reach /admin/."
        }
    fi
    rm -f "$site" "$admin"
    # Debian's own page would answer instead of us; its file stays in sites-available.
    [ "$(readlink /etc/nginx/sites-enabled/default)" != /etc/nginx/sites-available/default ] ||
        rm /etc/nginx/sites-enabled/default
    link /etc/nginx/sites-available/finder /etc/nginx/sites-enabled/finder
    install -d -m 755 /var/cache/nginx
    nginx -t -q || stop "nginx doesn't take its configuration: see above. What ran before still runs."
}

get_certificate() {
    [ -n "$mail" ] || return 0
    local live=/etc/letsencrypt/live/$host
    if [ ! -e "$live/fullchain.pem" ]; then
        certbot certonly --quiet --webroot -w /var/www/letsencrypt -d "$host" -m "$mail" \
            --agree-tos --non-interactive --deploy-hook "systemctl reload nginx"
    fi
    link "$live/fullchain.pem" $tls/fullchain.pem
    link "$live/privkey.pem" $tls/privkey.pem
    systemctl reload nginx
}

start() {
    if ! systemd_runs; then
        say "systemd doesn't run here: start finder.service and nginx by other means."
        return
    fi
    [ $changes -eq 0 ] || systemctl restart finder
    systemctl start "${units[@]}"
    [ $changes -eq 0 ] || systemctl reload-or-restart nginx
    answers || stop "the finder doesn't answer: journalctl -u finder. Back: deploy/install.sh --rollback"
}

answers() {
    local port
    port=$(setting PORT)
    for _ in $(seq 60); do
        "$release/.venv/bin/python" -c "import sys, urllib.request
urllib.request.urlopen('http://127.0.0.1:' + sys.argv[1] + '/livez', timeout=5)" \
            "${port:-8000}" 2>/dev/null && return
        sleep 1
    done
    return 1
}

# --- Back ----------------------------------------------------------------------------

roll_back() {
    local now
    now=$(release_at current)
    release=$(release_at previous)
    [ -n "$release" ] || stop "there is no release before: $place/previous leads nowhere."
    change "Going back from ${now##*/} to ${release##*/} …"
    manage "$release" showmigrations --plan --no-color | manage "$now" migrate_back ||
        stop "nothing was switched. Last resort, which loses what came since the upgrade:
  systemctl stop finder; finder-manage restore_backup $backups/before-${now##*/}.dump --yes
and then deploy/install.sh --rollback again."
    switch_to "$release" "$now"
    manage "$release" prepare --no-demo
    install_units
    install_nginx
}

main() {
    read_options "$@"
    check_options
    if [ "$action" = rollback ]; then
        roll_back
        start
        say "Done: ${release##*/} serves."
        return
    fi
    install_packages
    make_user
    make_database
    write_settings
    build_release
    fill_database
    switch
    install_units
    install_certificate
    install_nginx
    start
    get_certificate
    [ $changes -gt 0 ] || say "Everything is as it should be; nothing was changed."
    say "Done: https://$host/ serves ${release##*/}. What to do next: docs/operating.md"
    [ -e $state/sources ] || say "Its directory is empty until: systemctl start finder-update"
}

main "$@"
