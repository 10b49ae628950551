#!/usr/bin/env bash
# Writes this sample afresh, or with --check compares: see ../generate.sh.
exec "$(dirname "${BASH_SOURCE[0]}")/../generate.sh" kyrgyzstan "$@"
