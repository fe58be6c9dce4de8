-- A decision and a redemption as one statement each, which is one round trip and one commit. They
-- only ever do the plain case: whatever is not as expected writes nothing and gives null, and the
-- gate then takes the long way, which says why. The triggers judge every row here as anywhere.

-- A decision that nothing speaks against: `seen_` is the state that its rules were applied to.
create function decide_whole(
  actor_ text, seen_ text, becomes_ text, decision_ jsonb, clearance_ jsonb
) returns timestamptz language plpgsql as $$
declare
  d decisions := jsonb_populate_record(null::decisions, decision_);
  c clearances := jsonb_populate_record(null::clearances, clearance_);
  at_ timestamptz := now();
begin
  perform set_config('gate.workspace', d.workspace_id::text, true),
    set_config('gate.actor', actor_, true);
  perform from proposals p where p.workspace_id = d.workspace_id and p.id = d.proposal_id
    and p.revision = d.revision and p.state = seen_
    and (p.expires_at is null or p.expires_at > at_) for update;
  if not found then return null; end if;
  insert into decisions
    (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action, content_digest,
     content, compose_digest, tail_digest, reason, difference, attention, jws, decided_at,
     received_at, status, standing, workflow_id, model_version, confidence_bucket)
  values (d.workspace_id, d.id, d.proposal_id, d.revision, d.reviewer_id, d.device_id, d.action,
     d.content_digest, d.content, d.compose_digest, d.tail_digest, d.reason, d.difference,
     d.attention, d.jws, d.decided_at, at_, 'accepted', true, d.workflow_id, d.model_version,
     d.confidence_bucket)
  on conflict do nothing;
  -- Its id is taken, or another decision stands.
  if not found then return null; end if;
  if clearance_ is not null then
    insert into clearances
      (workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
       content_digest, compose_digest, tail_digest, policy_version, jws, state, expires_at)
    values (c.workspace_id, c.id, c.proposal_id, c.revision, c.workflow_id, c.decision_id,
       c.executor, c.content_digest, c.compose_digest, c.tail_digest, c.policy_version, c.jws,
       'open', c.expires_at);
  end if;
  update proposals set state = becomes_ where workspace_id = d.workspace_id and id = d.proposal_id;
  return at_;
end $$;

-- The first redemption of an open clearance by the executor that it names.
create function redeem_whole(
  workspace_ uuid, actor_ text, clearance_ uuid, executor_ text, content_ text, compose_ text,
  tail_ text, dispatch_ uuid, claimed_by_ text,
  out redeemed_at timestamptz, out dispatch_id uuid
) language plpgsql as $$
declare
  c clearances;
  d dispatches;
begin
  perform set_config('gate.workspace', workspace_::text, true),
    set_config('gate.actor', actor_, true);
  -- What a clearance covers never changes, so it may be read before the locks; its state may not.
  select * into c from clearances k where k.workspace_id = workspace_ and k.id = clearance_;
  if c.executor is distinct from executor_ or c.content_digest is distinct from content_ then
    return;
  end if;
  if executor_ not like 'gate:%' and (c.compose_digest is distinct from compose_
      or (c.tail_digest is not null and c.tail_digest is distinct from tail_)) then
    return;
  end if;
  -- Locks in order: workflow (shared: a pause waits for us or we for it), proposal, clearance.
  perform from workflows w where w.workspace_id = workspace_ and w.id = c.workflow_id
    and w.state = 'running' for share;
  if not found then return; end if;
  perform from proposals p where p.workspace_id = workspace_ and p.id = c.proposal_id
    and p.state = 'approved' and p.revision = c.revision for update;
  if not found then return; end if;
  perform from clearances k where k.workspace_id = workspace_ and k.id = clearance_
    and k.state = 'open' and k.expires_at > now() for update;
  if not found then return; end if;
  select * into d from dispatches s
    where s.workspace_id = workspace_ and s.clearance_id = clearance_ for update;
  if d.id is not null and (d.state <> 'queued' or claimed_by_ is null) then return; end if;
  if d.id is null and dispatch_ is null then return; end if;

  update clearances k set state = 'redeemed', redeemed_at = now()
    where k.workspace_id = workspace_ and k.id = clearance_;
  if d.id is null then
    insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
      content_digest, state, claimed_at)
    values (workspace_, dispatch_, c.proposal_id, c.workflow_id, c.id, c.executor,
      c.content_digest, 'claimed', now());
  else
    update dispatches s set state = 'claimed', claimed_by = claimed_by_, claimed_at = now()
      where s.workspace_id = workspace_ and s.id = d.id;
  end if;
  update proposals p set state = 'dispatching'
    where p.workspace_id = workspace_ and p.id = c.proposal_id;
  redeemed_at := now();
  dispatch_id := coalesce(d.id, dispatch_);
end $$;
