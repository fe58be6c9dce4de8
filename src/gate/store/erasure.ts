import type { ErasureCounts } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { eraseReviewer, forgetNamed, forgetProposals } from './erasure-audit.ts';
import { ERASED, mentions, tombstone } from './erasure-text.ts';
import { SLACK_QUEUE, WEBHOOK_QUEUE } from './queues.ts';

/** Opens the one way through the guards (0010_operating.sql): this transaction's erasure. */
export async function beginErasure(
  q: Query,
  input: {
    workspaceId: string;
    id: string;
    address: string | null;
    requestedBy: string;
  },
): Promise<void> {
  await q(
    `insert into erasures (workspace_id, id, reason, address_hash, requested_by, head_before)
     values ($1, $2, case when $3::text is null then 'retention' else 'person' end,
       erased_hash($1, $3), $4,
       (select jsonb_build_object('seq', seq, 'hash', hash) from audit_chain
        where workspace_id = $1 order by seq desc limit 1))`,
    [input.workspaceId, input.id, input.address, input.requestedBy],
  );
  await q("select set_config('gate.erasure', $1, true)", [input.id]);
}

export async function endErasure(
  q: Query,
  input: { workspaceId: string; id: string; counts: ErasureCounts },
): Promise<void> {
  await q('update erasures set counts = $3 where workspace_id = $1 and id = $2', [
    input.workspaceId,
    input.id,
    JSON.stringify(input.counts),
  ]);
  await q("select set_config('gate.erasure', '', true)");
}

/** Proposals that name the address, in any revision, decision or note. Reads all texts: seconds at millions. */
export async function proposalsNaming(
  q: Query,
  input: { workspaceId: string; address: string },
): Promise<string[]> {
  const rows = await q<{ id: string }>(
    `select proposal_id as id from revisions where workspace_id = $1 and erased_at is null
       and (content ~* $2 or review::text ~* $2 or flags::text ~* $2 or callback_url ~* $2)
     union select proposal_id from decisions where workspace_id = $1 and erased_at is null
       and (content ~* $2 or difference ~* $2 or reason::text ~* $2 or detail ~* $2)
     union select proposal_id from dispatches where workspace_id = $1
       and (detail ~* $2 or external_ref ~* $2 or resolution ->> 'reason' ~* $2)
     union select proposal_id from recipients
       where workspace_id = $1 and person = conduct_address($3)`,
    [input.workspaceId, mentions(input.address), input.address],
  );
  return rows.map((row) => row.id);
}

const OPEN = ['pending', 'escalated', 'recalled', 'approved'];

/** Withdraws those that are open; gives the rest of them back as they may be erased now. */
export async function closeProposals(
  q: Query,
  input: { workspaceId: string; ids: string[] },
): Promise<{ ids: string[]; withdrawn: number; underWay: number }> {
  const { workspaceId } = input;
  const rows = await q<{ id: string; state: string }>(
    `select id, state from proposals where workspace_id = $1 and id = any($2)
     order by id for update`,
    [workspaceId, input.ids],
  );
  const open = rows.filter(({ state }) => OPEN.includes(state)).map(({ id }) => id);
  const ids = rows.filter(({ state }) => state !== 'dispatching').map(({ id }) => id);
  await q(
    `update clearances set state = 'void', void_reason = 'the person''s data was erased'
     where workspace_id = $1 and proposal_id = any($2) and state = 'open'`,
    [workspaceId, open],
  );
  await q(
    `update dispatches set state = 'refused', detail = 'erased', finished_at = now()
     where workspace_id = $1 and proposal_id = any($2) and state = 'queued'`,
    [workspaceId, open],
  );
  await q(`update proposals set state = 'withdrawn' where workspace_id = $1 and id = any($2)`, [
    workspaceId,
    open,
  ]);
  return { ids, withdrawn: open.length, underWay: rows.length - ids.length };
}

/** Puts tombstones where the proposals' texts were, and moves them in the feed, so that devices follow. */
export async function eraseProposals(
  q: Query,
  input: { workspaceId: string; ids: string[] },
): Promise<ErasureCounts> {
  const { workspaceId, ids } = input;
  const values = [workspaceId, ids];
  const revisions = await q<{ proposal_id: string; revision: number; content: string }>(
    `select proposal_id, revision, content from revisions
     where workspace_id = $1 and proposal_id = any($2) and erased_at is null`,
    values,
  );
  const attached = new Set<string>();
  for (const { proposal_id, revision, content } of revisions) {
    const read = JSON.parse(content);
    for (const { sha256 } of read.attachments ?? []) attached.add(sha256);
    await q(
      `update revisions set content = $4, flags = '[]', callback_url = null, erased_at = now(),
         trigger = jsonb_build_object('code', trigger -> 'code', 'message', 'Its text was erased.'),
         review = jsonb_strip_nulls(jsonb_build_object('reasoning', '[]'::jsonb,
           'claims', '[]'::jsonb, 'template', review -> 'template'))
       where workspace_id = $1 and proposal_id = $2 and revision = $3`,
      [workspaceId, proposal_id, revision, JSON.stringify(tombstone(read))],
    );
  }
  // A signature over digests names nobody and stays; one over a text or a note is that text.
  const decisions = await q(
    `update decisions set erased_at = now(), content = null, difference = null, detail = null,
       reason = jsonb_build_object('code', reason -> 'code') || '{}',
       jws = case when content is null and not coalesce(reason ? 'note', false) then jws end
     where workspace_id = $1 and proposal_id = any($2) and erased_at is null returning id`,
    values,
  );
  // What Slack signed holds the message, and so the text.
  await q(
    `delete from slack_attestations s using decisions d where s.workspace_id = $1
       and d.workspace_id = $1 and d.id = s.decision_id and d.proposal_id = any($2)`,
    values,
  );
  const attachments = await q(
    `delete from attachments a where a.workspace_id = $1 and a.sha256 = any($2)
       and not exists (select from revisions r where r.workspace_id = $1 and r.erased_at is null
         and r.content like '%"sha256":"%' and position(a.sha256 in r.content) > 0)
     returning a.sha256`,
    [workspaceId, [...attached]],
  );
  const bindings = await q(
    `update bindings set released_at = coalesce(released_at, now()), thread_id = null,
       draft_id = 'erased:' || id
     where workspace_id = $1 and proposal_id = any($2) returning id`,
    values,
  );
  const signals = await q(
    `update signals set detail = null, person = null, facts = null
     where workspace_id = $1 and proposal_id = any($2) returning id`,
    values,
  );
  const dispatches = await q(
    `update dispatches set detail = 'erased',
       resolution = resolution || jsonb_build_object('reason', 'erased'), external_ref = case when external_ref like '%@%'
         and external_ref not like '<' || clearance_id || '@%' then 'erased' else external_ref end
     where workspace_id = $1 and proposal_id = any($2) returning id`,
    values,
  );
  await q(
    `update dispatch_attempts t set detail = 'erased' from dispatches d
     where t.workspace_id = $1 and d.workspace_id = $1 and d.id = t.dispatch_id
       and d.proposal_id = any($2) and t.ended_at is not null and t.detail is not null`,
    values,
  );
  await q(
    `update withdrawals set detail = 'erased' where workspace_id = $1 and proposal_id = any($2)`,
    values,
  );
  await q('delete from recipients where workspace_id = $1 and proposal_id = any($2)', values);
  const jobs = await forgetJobs(q, { workspaceId, ids });
  const openings = await forgetProposals(q, { workspaceId, ids });
  await q(
    'update proposals set accounts = accounts where workspace_id = $1 and id = any($2)',
    values,
  );
  return {
    proposals: ids.length,
    revisions: revisions.length,
    decisions: decisions.length,
    attachments: attachments.length,
    bindings: bindings.length,
    signals: signals.length,
    dispatches: dispatches.length,
    jobs,
    openings,
  };
}

/** Callbacks that wait or were sent carry what was decided, edited texts included. */
async function forgetJobs(
  q: Query,
  input: { workspaceId: string; ids: string[] },
): Promise<number> {
  const values = [input.workspaceId, input.ids];
  const about = `name in ('${WEBHOOK_QUEUE}', '${SLACK_QUEUE}') and data ->> 'workspaceId' = $1
    and data -> 'data' ->> 'proposalId' = any($2::text[])`;
  const jobs = await q(`delete from pgboss.job where ${about} returning id`, values);
  const old = await q(`delete from pgboss.archive where ${about} returning id`, values);
  return jobs.length + old.length;
}

/** What is known of the person beside proposals; last, what the audit log hides about them. */
export async function eraseContact(
  q: Query,
  input: { workspaceId: string; address: string },
): Promise<ErasureCounts> {
  const { workspaceId, address } = input;
  const values = [workspaceId, address];
  const gone = async (text: string): Promise<{ id: string }[]> => q<{ id: string }>(text, values);
  const person = 'workspace_id = $1 and person = conduct_address($2)';
  const contacts = await gone(`delete from contacts where ${person} returning id`);
  const links = await gone(
    `delete from contact_links where workspace_id = $1 and address = conduct_address($2)
     returning record as id`,
  );
  const heard = await gone(`delete from heard where ${person} returning person as id`);
  // Caps count persons, not names: the touch stays, without whom.
  const touches = await gone(
    `update touches set person = '${ERASED}:' || left(erased_hash($1, $2), 16), domain = null
     where ${person} returning id`,
  );
  const suppressions = await gone(
    `delete from suppressions where workspace_id = $1 and scope = 'address'
       and value = conduct_address($2) returning id`,
  );
  const signals = await q(
    `update signals set detail = null, person = null, facts = null
     where workspace_id = $1 and (person = conduct_address($2) or detail ~* $3
       or facts::text ~* $3) returning id`,
    [workspaceId, address, mentions(address)],
  );
  const named = [workspaceId, mentions(address)];
  const incidents = await q<{ id: string }>(
    `update incidents set detail = '{"erased": true}'
     where workspace_id = $1 and detail::text ~* $2 returning id`,
    named,
  );
  const external = await q(
    'select id from proposals where workspace_id = $1 and external_id ~* $2',
    named,
  );
  const ours = await eraseReviewer(q, { workspaceId, address });
  const as = (subject: string, rows: { id: string }[]) => rows.map(({ id }) => ({ subject, id }));
  return {
    contacts: contacts.length,
    contactLinks: links.length,
    heard: heard.length,
    touches: touches.length,
    suppressions: suppressions.length,
    otherSignals: signals.length,
    incidents: incidents.length,
    /** the agent's own ids, which a proposal keeps: told, so that the agent's side can be asked */
    externalIdsLeft: external.length,
    ...ours.counts,
    otherOpenings: await forgetNamed(q, {
      workspaceId,
      address,
      about: [
        ...as('contact', contacts),
        ...as('suppression', suppressions),
        ...as('incident', incidents),
        ...ours.about,
      ],
    }),
  };
}
