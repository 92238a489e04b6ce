#!/bin/sh
# Sends one text with curl and reads what became of it:
#
#   CASEMENT_URL=https://relay.example CASEMENT_API_KEY=csm_live_… sh send.sh +4915112345678 "Your order is packed."
set -eu

phone=$1
# As JSON has it: backslashes and quotes are escaped.
text=$(printf '%s' "$2" | sed 's/\\/\\\\/g; s/"/\\"/g')
# Made once for this message; curl repeats the request with it.
key=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)

answer=$(curl --silent --show-error --retry 5 --retry-connrefused \
  --header "Authorization: Bearer $CASEMENT_API_KEY" \
  --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $key" \
  --data "{\"to\":{\"phone\":\"$phone\"},\"content\":{\"type\":\"text\",\"text\":\"$text\"}}" \
  "$CASEMENT_URL/api/v1/messages")
id=$(printf '%s' "$answer" | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
if [ -z "$id" ]; then
  # A refusal: its code, what happened, and what to do next.
  printf '%s\n' "$answer" >&2
  exit 1
fi

curl --silent --show-error --fail --retry 5 --retry-connrefused \
  --header "Authorization: Bearer $CASEMENT_API_KEY" \
  "$CASEMENT_URL/api/v1/messages/$id"
echo
