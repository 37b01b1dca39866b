-- A row of the ledger in the form that both transports use.
create or replace function retake.entry_json(p retake.ledger_entries) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', format('led_%s_%s', substring(p.team_id from '_(.*)$'), p.seq), 'kind', p.kind, 'amount', p.amount,
    'synthesis_id', p.synthesis_id, 'api_key_id', p.api_key_id, 'note', p.note, 'created_at', p.created_at)
$$;
