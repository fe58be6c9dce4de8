import { describe, expect, it, vi } from 'vitest';
import { withClient } from '../../support/pg-as.ts';
import { Device, decision, email, proposal, signed, submit, WORKFLOWS } from '../http/harness.ts';
import { at, decisions, waiting } from './deciding-stage.ts';
import { buttonsOf, CHANNEL, seen } from './slack-server.ts';
import { holds, linked, messageOf, pressBody, REASON, send, stateOf, submitBody } from './stage.ts';

describe('what is not decided in Slack', () => {
  it('prices: no message, and no button that somebody keeps gets through', async () => {
    const quote = await submit(at.gate, at.acme, {
      ...proposal({ workflowId: 'enrich' }),
      content: {
        kind: 'price.quote',
        deal: { system: 'HubSpot', object: 'deal', id: '7' },
        lines: [
          { item: 'Seat', quantity: 1, unitPrice: { minor: 100, currency: 'EUR' }, discount: 0 },
        ],
        total: { minor: 100, currency: 'EUR' },
        validUntil: '2030-01-01T00:00:00Z',
      },
    });
    // Something later has arrived, so this would have as well.
    await waiting();
    expect([...at.slack.messages.values()].some(holds(quote.id))).toBe(false);
    await linked(at, { userId: 'U0FIN', role: 'manager', name: 'Fin' });
    const value = `${quote.id}.1.${quote.contentDigest}`;
    await send(at, pressBody({ action: 'approve', value, userId: 'U0FIN' }));
    await vi.waitFor(
      () => expect(at.slack.ephemerals.at(-1)?.text).toContain('Prices are never decided in Slack'),
      15_000,
    );
    expect(await stateOf(at, quote.id)).toBe('pending');
    // Nor past the gate.
    await expect(
      withClient({ url: at.database.adminUrl }, (client) =>
        client.query(
          `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, action,
             content_digest, attention, decided_at, status, standing, workflow_id, model_version,
             confidence_bucket, channel, attested_sha256)
           select $1, gen_random_uuid(), $2, 1, v.id, 'approve', $3, '{}', now(), 'accepted', true,
             'enrich', '1', 9, 'slack', repeat('a', 64)
           from reviewers v where v.workspace_id = $1 and v.name = 'Fin'`,
          [at.acme.workspaceId, quote.id, quote.contentDigest],
        ),
      ),
    ).rejects.toThrow('a price is never decided in Slack');
  });

  it('what a policy keeps out, by kind or tier, also once it was posted', async () => {
    const [outbound] = WORKFLOWS;
    if (!outbound) throw new Error('no workflow');
    const { id, value, message } = await waiting();
    const { workspaceId } = at.acme;
    const policy = {
      ...outbound.policy,
      version: 2,
      channels: { slack: { notTiers: ['low', 'medium', 'high'] as const } },
    };
    await at.gate.store.workflows.putWorkflow({
      workspaceId,
      workflow: {
        ...outbound,
        policy: { ...policy, channels: { slack: { notTiers: ['low', 'medium', 'high'] } } },
      },
    });
    await send(at, pressBody({ action: 'approve', value }));
    const closed = await messageOf(
      at,
      (each) => each.ts === message.ts && buttonsOf(each).length === 0,
    );
    expect(seen(closed)).toContain('By this workflow’s policy');
    expect(await stateOf(at, id)).toBe('pending');
    await at.gate.store.workflows.putWorkflow({
      workspaceId,
      workflow: { ...outbound, policy: { ...outbound.policy, version: 3 } },
    });
  });

  it('what is to be decided blind first, or held while something stands in for it, or no proposal', async () => {
    const { workspaceId } = at.acme;
    const [blind, held, plain] = [await waiting(), await waiting(), await waiting()];
    await withClient({ url: at.database.adminUrl }, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(
        `update revisions set review = review || '{"blind": {"reason": "share"}}' where proposal_id = $1`,
        [blind.id],
      );
    });
    const original = await withClient({ url: at.database.ownerUrl }, async (client) => {
      const { rows } = await client.query<{ text: string }>(
        "select pg_get_functiondef('held(uuid, uuid)'::regprocedure) as text",
      );
      await client.query(
        `create or replace function held(workspace_ uuid, proposal_ uuid) returns boolean
         language sql stable as $$ select proposal_ = '${held.id}' $$`,
      );
      return rows[0]?.text ?? '';
    });
    const look = '01890000-0000-7000-8000-00000000000f';
    const proposalIds = [blind.id, held.id, plain.id, look];
    const kept = await at.gate.store.slack.kept({ workspaceId, proposalIds });
    expect([...kept].sort()).toEqual([blind.id, held.id, look].sort());
    for (const { id, value } of [blind, held]) {
      const told = at.slack.ephemerals.length;
      await send(at, pressBody({ action: 'approve', value }));
      await vi.waitFor(() => expect(at.slack.ephemerals.length).toBe(told + 1), 15_000);
      expect(at.slack.ephemerals.at(-1)?.text).toContain('on its review page only');
      expect(await decisions(id)).toEqual([]);
    }
    for (const { message } of [blind, held])
      await messageOf(at, (each) => each.ts === message.ts && buttonsOf(each).length === 0);
    await withClient({ url: at.database.ownerUrl }, (client) => client.query(original));
  });

  it('what is kept to the review pages, such as what the gate plants: in no message, in no sheet, never decided there', async () => {
    await withClient({ url: at.database.ownerUrl }, (client) =>
      client.query(`create or replace function kept_to_pages(workspace_ uuid, proposal_ uuid, revision_ int)
        returns boolean language sql stable as $$ select exists (select from revisions r
          where r.workspace_id = $1 and r.proposal_id = $2 and r.revision = $3 and r.content like '%planted%') $$`),
    );
    const planted = await submit(
      at.gate,
      at.acme,
      proposal({ content: email({ subject: 'planted' }) }),
    );
    await waiting();
    expect([...at.slack.messages.values()].some(holds(planted.id))).toBe(false);
    const value = `${planted.id}.1.${planted.contentDigest}`;
    await send(at, pressBody({ action: 'approve', value }));
    await vi.waitFor(
      () => expect(at.slack.ephemerals.at(-1)?.text).toContain('on its review page only'),
      15_000,
    );
    const rep = await Device.paired(at.gate, at.acme.workspaceId);
    const sheet = await (await rep.send('GET', '/v1/queue.csv')).text();
    expect(sheet).toContain('Your question');
    expect(sheet).not.toContain(planted.id);
    const forced = await decision(at.acme, planted, { channel: 'sheet' });
    expect(await rep.decide([await signed(rep, forced)])).toMatchObject([{ conflict: 'invalid' }]);
    const checked = await rep.send('POST', '/v1/queue.csv', {
      raw: `decision,proposal,revision,digest\napprove,${planted.id},1,${planted.contentDigest}\n`,
      headers: { 'content-type': 'text/csv' },
    });
    expect(await checked.json()).toMatchObject({ ready: [], refused: [{ line: 2 }] });
    expect(await decisions(planted.id)).toEqual([]);
  });

  it('approving a mail that leaves from Gmail, or one longer than Slack shows; rejecting it is', async () => {
    const compose = await waiting({ content: email({ delivery: 'compose' }) });
    const long = await waiting({
      content: email({ body: `<p>${'Long word '.repeat(3000)}</p>` }),
    });
    for (const { id, value, message } of [compose, long]) {
      expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual([
        'countersign.reject',
        'countersign.open',
      ]);
      const told = at.slack.ephemerals.length;
      await send(at, pressBody({ action: 'approve', value }));
      await vi.waitFor(() => expect(at.slack.ephemerals.length).toBe(told + 1), 15_000);
      expect(await stateOf(at, id)).toBe('pending');
      const metadata = `${CHANNEL} ${value}`;
      await send(at, submitBody({ callback: 'reject', metadata, values: REASON('too_long') }));
      expect(await stateOf(at, id)).toBe('rejected');
    }
  });
});
