# Generates four new images. curl retries after a lost response or a 503; with the key all attempts are charged once.
curl -sS --retry 8 --retry-all-errors -X POST "$URL/v1/characters/$ID/resynthesize" \
  -H "X-Api-Key: $RETAKE_API_KEY" -H 'Idempotency-Key: order-4711'

# Follows a character for 5 seconds. `id:` is the position; send it as Last-Event-ID to resume after it.
curl -sSN -m 5 "$URL/graphql" -H "X-Api-Key: $RETAKE_API_KEY" -H 'Accept: text/event-stream' -H 'Content-Type: application/json' \
  -d '{"query": "subscription ($id: ID!) { characterStatusChanged(id: $id) { version status } }", "variables": {"id": "'"$ID"'"}}'
