import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDigest, isTrueClone } from '../../../src/core/clones/group.ts';
import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { SyncAnswer } from '../../../src/protocol/sync.ts';
import { BUYERS, draftFor } from '../../core/clones/drafts.ts';
import { NEAR_MISSES } from '../../core/clones/near-misses.ts';
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
} from './harness.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());
beforeEach(async () => {
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId, {
    mailboxes: ['rep@acme.example', 'other@acme.example'],
  });
});

/** The draft as its agent submits it. Bytes of attachments are not what this is about. */
const send = ({ template, slots, content, claims, flags, context }: CloneSubject) =>
  submit(gate, acme, {
    ...proposal({ content, claims, flags }),
    ...{ ...(context ? { context } : {}), ...(template ? { template } : {}) },
    ...(slots ? { slots } : {}),
  });

/** What this device was told, by proposal. */
async function items(): Promise<Map<string, ReviewItem>> {
  const answer = await rep.send('GET', '/v1/sync?limit=500');
  const { entries } = (await answer.json()) as SyncAnswer;
  return new Map(
    entries.flatMap((entry) =>
      entry.op === 'upsert' ? [[entry.item.proposalId, entry.item] as const] : [],
    ),
  );
}

const digestOf = async (item: ReviewItem | undefined): Promise<string> => {
  const found = item && (await cloneDigest(item));
  if (!found || 'alone' in found) throw new Error(found?.alone ?? 'the feed has no such item');
  return found.digest;
};

type Sent = Awaited<ReturnType<typeof submit>>;
const batchOf = async (rows: Sent[], change: (at: number) => Partial<Decision>) =>
  rep.decide(
    await Promise.all(
      rows.map(async (row, at) => signed(rep, await decision(acme, row, change(at)))),
    ),
  );
const words = (answers: { status: string; conflict?: string }[]) =>
  answers.map(({ status, conflict }) => conflict ?? status);

describe('a batch decision', () => {
  it('over true clones decides each, and each has its own clearance', async () => {
    const rows = await Promise.all(BUYERS.map((buyer) => send(draftFor(buyer))));
    const told = await items();
    const batch = { id: randomUUID(), clones: await digestOf(told.get(rows[0]?.id ?? '')) };
    expect(words(await batchOf(rows, () => ({ batch })))).toEqual(rows.map(() => 'accepted'));
    const { workspaceId } = acme;
    const all = await Promise.all(
      rows.map(({ id }) => gate.store.dispatches.list({ workspaceId, proposalId: id, limit: 5 })),
    );
    expect(all.map(({ length }) => length)).toEqual(rows.map(() => 1));
  });

  // What the gate's door refuses anyway, or what needs another workflow, is tried in core alone.
  const elsewhere = new Set([
    'another workflow',
    'another risk tier',
    'an audit sample',
    'a blind look first',
    'an approval that was recalled',
    'a decision before',
    'an earlier revision',
    'an attachment',
  ]);
  it.each(Object.entries(NEAR_MISSES).filter(([name]) => !elsewhere.has(name)))(
    'refuses one row alone: %s',
    async (_name, near) => {
      const rows = await Promise.all(
        [...BUYERS.slice(2, 4).map((buyer) => draftFor(buyer)), near].map(send),
      );
      const told = await items();
      const batch = { id: randomUUID(), clones: await digestOf(told.get(rows[0]?.id ?? '')) };
      const answers = await batchOf(rows, () => ({ batch }));
      expect(words(answers)).toEqual(['accepted', 'accepted', 'not_clones']);
      // Refused is not decided: alone, the same row may be rejected.
      const last = rows.slice(2);
      expect(
        words(await batchOf(last, () => ({ action: 'reject', reason: { code: 'other' } }))),
      ).toEqual(['accepted']);
    },
  );

  it('refuses prices, the same and a changed one', async () => {
    const at = (price: string) => (buyer: (typeof BUYERS)[number]) =>
      draftFor(buyer, { line: `The plan is ${price} a month.` });
    const drafts = [...BUYERS.slice(2, 4).map(at('49 €')), ...BUYERS.slice(1, 2).map(at('39 €'))];
    const [first, , dearer] = drafts as [CloneSubject, CloneSubject, CloneSubject];
    expect(isTrueClone(first, dearer)).toBe(false);
    const rows = await Promise.all(drafts.map(send));
    // Whatever digest a device signs: a price is flagged by the gate's own check, and read alone.
    const found = await cloneDigest(first);
    if ('alone' in found) throw new Error(found.alone);
    const batch = { id: randomUUID(), clones: found.digest };
    const all = rows.map(() => 'not_clones');
    expect(words(await batchOf(rows, () => ({ batch })))).toEqual(all);
  });

  it('refuses rows signed for other clones under the same id, whoever comes first', async () => {
    const twins = BUYERS.slice(0, 2).map((buyer) => draftFor(buyer));
    const dearer = BUYERS.slice(2, 4).map((buyer) =>
      draftFor(buyer, { line: 'Each site plans alone.' }),
    );
    const rows = await Promise.all([...twins, ...dearer].map(send));
    const told = await items();
    const digests = await Promise.all(rows.map(({ id }) => digestOf(told.get(id))));
    const id = randomUUID();
    const answers = await batchOf(rows, (at) => ({ batch: { id, clones: digests[at] ?? '' } }));
    expect(words(answers)).toEqual(['accepted', 'accepted', 'not_clones', 'not_clones']);
  });

  it('refuses a row that was revised or escalated since, and edits', async () => {
    const rows = await Promise.all(BUYERS.slice(0, 4).map((buyer) => send(draftFor(buyer))));
    const told = await items();
    const batch = { id: randomUUID(), clones: await digestOf(told.get(rows[0]?.id ?? '')) };
    const [first, second, third, fourth] = rows as [Sent, Sent, Sent, Sent];
    const { content, claims, context, slots, template } = draftFor(
      BUYERS[0] ?? BUYERS[1] ?? (undefined as never),
    );
    await call(gate, 'PUT', `/v1/proposals/${first.id}`, {
      key: acme.key,
      body: { ...proposal({ content, claims, confidence: 0.5 }), context, slots, template },
    });
    await batchOf([second], () => ({ action: 'escalate' }));
    const revised = { ...first, revision: 2 };
    const edited = told.get(third.id)?.content;
    if (edited?.kind !== 'email.draft') throw new Error('the feed has no such item');
    const answers = await batchOf([revised, second, third, fourth], (at) => ({
      batch,
      ...(at === 2
        ? {
            action: 'approve_edited',
            content: { ...edited, subject: 'Other' },
            reason: { code: 'tone' },
          }
        : {}),
    }));
    expect(words(answers)).toEqual(['not_clones', 'not_clones', 'not_clones', 'accepted']);
  });

  it('over slots that are not in the text, or overlap, is never asked: the proposal is refused', async () => {
    const {
      content,
      claims,
      context,
      slots = [],
      template,
    } = draftFor(BUYERS[1] ?? (undefined as never));
    const [first] = slots;
    if (!first) throw new Error('no slot');
    const gone = { ...first, span: { ...first.span, text: 'Nobody' } };
    for (const wrong of [[gone], [...slots, first]]) {
      const answer = await call(gate, 'POST', '/v1/proposals', {
        key: acme.key,
        body: { ...proposal({ content, claims }), context, template, slots: wrong },
      });
      expect(answer.status).toBe(422);
      expect(JSON.stringify(await answer.json())).toContain('/slots/');
    }
  });
});
