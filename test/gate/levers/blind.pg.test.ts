import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDigest } from '../../../src/core/clones/group.ts';
import { DEFAULT_POLICY, type Policy } from '../../../src/core/schema/workflow.ts';
import { BUYERS, draftFor } from '../../core/clones/drafts.ts';
import {
  call,
  Device,
  decision,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import { WORKFLOWS } from '../http/material.ts';
import { feedOf, price } from '../ownership/scene.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());
beforeEach(async () => {
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
});

async function policy(workflowId: string, fatigue: Policy['fatigue']): Promise<void> {
  const workflow = WORKFLOWS.find(({ id }) => id === workflowId);
  if (!workflow) throw new Error('no such workflow');
  const body = { ...workflow, policy: { ...DEFAULT_POLICY, version: 2, fatigue } };
  const put = await rep.send('PUT', `/v1/workflows/${workflowId}`, { body });
  if (put.status !== 200) throw new Error(await put.text());
}
const quote = () => submit(gate, acme, proposal({ workflowId: 'enrich', content: price() }));

describe('the mark of a blind look', () => {
  it('is on about the policy’s share of high-risk items, in the feed, and the same when read again', async () => {
    await policy('enrich', { blindShare: 0.4 });
    const made = await Promise.all(Array.from({ length: 120 }, quote));
    const feed = await feedOf(rep);
    const blind = made.filter(({ id }) => feed.of(id)?.blind?.reason === 'share');
    // Four standard deviations either way: 48 ± 21.
    expect(blind.length).toBeGreaterThan(27);
    expect(blind.length).toBeLessThan(69);
    const again = await feedOf(rep);
    for (const { id } of made) expect(again.of(id)?.blind).toEqual(feed.of(id)?.blind);
  });

  it('stays through a revision: sending another one is no second throw', async () => {
    await policy('enrich', { blindShare: 0.5 });
    const made = await Promise.all(Array.from({ length: 12 }, quote));
    const before = await feedOf(rep);
    for (const { id } of made) {
      const body = proposal({ workflowId: 'enrich', content: price(700_00) });
      const put = await call(gate, 'PUT', `/v1/proposals/${id}`, { key: acme.key, body });
      expect(put.status).toBe(200);
    }
    const after = await feedOf(rep);
    for (const { id } of made) {
      expect(after.of(id)?.revision).toBe(2);
      expect(after.of(id)?.blind).toEqual(before.of(id)?.blind);
    }
  });

  it('is on nothing where the policy names no share, nor on what is not of high risk', async () => {
    const { id } = await quote();
    await policy('outbound', { blindShare: 1 });
    const mail = await submit(gate, acme);
    const feed = await feedOf(rep);
    expect(feed.of(id)?.blind).toBeUndefined();
    expect(feed.of(mail.id)?.tier).not.toBe('high');
    expect(feed.of(mail.id)?.blind).toBeUndefined();
  });

  it('cannot be set or taken away by an agent', async () => {
    const body = { ...proposal(), blind: { reason: 'share' } };
    const answer = await call(gate, 'POST', '/v1/proposals', { key: acme.key, body });
    expect(answer.status).toBe(422);
  });
});

describe('a decision with a first look', () => {
  const attention = { activeMs: 9, unseenWords: 3, flagsSeen: false, evidenceOpened: 0 };

  it('is recorded as signed, and nobody else is told of the first look', async () => {
    const made = await submit(gate, acme);
    const firstLook = { action: 'approve' as const, attention };
    const change = { action: 'reject' as const, reason: { code: 'tone' as const }, firstLook };
    const [answer] = await rep.decide([await signed(rep, await decision(acme, made, change))]);
    expect(answer?.status).toBe('accepted');
    const other = await Device.paired(gate, acme.workspaceId);
    const seen = JSON.stringify([
      (await feedOf(other)).of(made.id),
      await (
        await call(gate, 'GET', `/v1/proposals/${made.id}/decision`, { key: acme.key })
      ).json(),
      await (await call(gate, 'GET', '/v1/workflows/outbound/lessons', { key: acme.key })).json(),
    ]);
    expect(seen).toContain('tone');
    expect(seen).not.toMatch(/firstLook|first_look|"activeMs"/);
    const own = await (await rep.send('GET', '/v1/reading')).json();
    expect(own).toMatchObject({ days: [{ decisions: 1, deliberate: 1, blind: 1, changed: 1 }] });
  });

  it.each([
    ['an edit', { action: 'approve_edited', attention }],
    ['something of the page', { action: 'approve', attention, text: 'Hi Ana' }],
    ['no aggregates', { action: 'approve' }],
  ])('is refused with %s in it', async (_name, firstLook) => {
    const made = await submit(gate, acme);
    const payload = { ...(await decision(acme, made)), firstLook } as never;
    expect(await rep.decide([await signed(rep, payload)])).toMatchObject([
      { status: 'conflict', conflict: 'invalid' },
    ]);
  });
});

describe('the size of a batch', () => {
  it('is the policy’s, however many requests and processes its rows come by', async () => {
    await policy('outbound', { batchSize: 3 });
    const rows = await Promise.all(
      BUYERS.slice(0, 5).map((buyer) => {
        const { template, slots, content, claims, flags, context } = draftFor(buyer);
        return submit(gate, acme, {
          ...proposal({ content, claims, flags }),
          ...(context ? { context } : {}),
          ...(template ? { template } : {}),
          ...(slots ? { slots } : {}),
        });
      }),
    );
    const reviewer = await Device.paired(gate, acme.workspaceId, {
      mailboxes: ['rep@acme.example', 'other@acme.example'],
    });
    const first = (await feedOf(reviewer)).of(rows[0]?.id ?? '');
    const found = first && (await cloneDigest(first));
    if (!found || 'alone' in found) throw new Error(found?.alone ?? 'the feed has no such item');
    const batch = { id: randomUUID(), clones: found.digest };
    const each = await Promise.all(
      rows.map(async (row) => signed(reviewer, await decision(acme, row, { batch }))),
    );
    const answers = (await Promise.all(each.map((jws) => reviewer.decide([jws])))).flat();
    const count = (status: string) => answers.filter((one) => one.status === status).length;
    expect([count('accepted'), count('conflict')]).toEqual([3, 2]);
    expect(answers.filter(({ conflict }) => conflict === 'not_clones')).toMatchObject([
      { detail: expect.stringContaining('decides 3 at the most') },
      { detail: expect.stringContaining('decides 3 at the most') },
    ]);
    // Sent again they are what they were, and nothing more is taken.
    const again = await reviewer.decide(each);
    expect(again.map(({ status }) => status).sort()).toEqual([
      ...['conflict', 'conflict', 'duplicate', 'duplicate', 'duplicate'],
    ]);
    // What was refused is not decided: it goes with the next press.
    const left = rows.filter((_row, at) => again[at]?.status === 'conflict');
    const next = { id: randomUUID(), clones: found.digest };
    const second = await reviewer.decide(
      await Promise.all(
        left.map(async (row) => signed(reviewer, await decision(acme, row, { batch: next }))),
      ),
    );
    expect(second.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });
});
