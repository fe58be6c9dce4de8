import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../src/core/digest/canonical.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import type { Context } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { SAMPLES } from '../../core/review/samples.ts';
import { feedOf, say } from '../ownership/scene.ts';
import {
  Device,
  email,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

/*
 * A person's edit on its way through the gate: signed over the edited content, judged by its kind's
 * rule, cleared for exactly that. Every kind there is, first what must not pass.
 */
let gate: TestGate;
let acme: Team;
let rep: Device;
let fin: Device;
const FIN = 'fin@acme.example';

beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  await gate.store.workflows.putWorkflow({
    workspaceId: acme.workspaceId,
    workflow: {
      id: 'work',
      name: 'Work',
      pattern: 'pre-approval',
      owner: FIN,
      kinds: [...KINDS],
      policy: { ...DEFAULT_POLICY, pricing: { finance: [FIN], maxDiscount: 15 } },
      executorUrl: 'https://executor.example/hook',
    },
  });
  rep = await Device.paired(gate, acme.workspaceId);
  fin = await Device.paired(gate, acme.workspaceId, { email: FIN, mailboxes: [FIN] });
});
afterAll(() => gate.close());

const propose = (content: Content, context?: Context) =>
  submit(gate, acme, proposal({ workflowId: 'work', content, ...(context ? { context } : {}) }));
const edit = (content: Content, change: Partial<Decision> = {}): Partial<Decision> => ({
  action: 'approve_edited',
  content,
  reason: { code: 'other' },
  ...change,
});
const cleared = (proposalId: string) =>
  gate.store.dispatches.list({ workspaceId: acme.workspaceId, proposalId, limit: 5 });

const ROUTING: Context = {
  routing: { owners: [{ id: 't.o', name: 'Tomás Okafor', openLeads: 3, capacity: 20 }] },
};
const quote = SAMPLES['price.quote'];
const enroll = SAMPLES['sequence.enroll'];
const update = SAMPLES['record.update'];
const added = { field: 'owner', before: null, after: 'me' };

describe('is refused, and nothing is cleared:', () => {
  it.each<[string, Content, Content, Context?]>([
    ['a field that was not proposed', update, { ...update, changes: [...update.changes, added] }],
    ['another record', update, { ...update, record: { ...update.record, id: '1' } }],
    ['an enrollment without its steps', enroll, { ...enroll, steps: [] }],
    ['another contact', enroll, { ...enroll, contact: { ...enroll.contact, id: '1' } }],
    [
      'an owner that the lead was not to go to',
      SAMPLES['lead.route'],
      { ...SAMPLES['lead.route'], owner: { id: 'x', name: 'X' } },
      ROUTING,
    ],
    [
      'a guest that nobody proposed',
      SAMPLES['meeting.schedule'],
      { ...SAMPLES['meeting.schedule'], attendees: ['spy@other.example'] },
    ],
    [
      'another number to call',
      SAMPLES['call.task'],
      { ...SAMPLES['call.task'], phone: '+4930000000' },
    ],
    ['another kind', SAMPLES['call.task'], SAMPLES['message.social']],
    [
      'a sender who is somebody else',
      email(),
      email({ from: { email: 'boss@acme.example' }, body: '<p>Hi Ana,</p>' }),
    ],
  ])('%s', async (_, before, after, context) => {
    const made = await propose(before, context);
    const answer = await say(rep, acme, made, edit(after));
    expect(answer).toMatchObject({ status: 'conflict', detail: expect.any(String) });
    expect(await cleared(made.id)).toEqual([]);
  });

  it('a signature over another content than the one that came with it', async () => {
    const made = await propose(update);
    const after = { ...update, changes: update.changes.slice(0, 1) };
    const answer = await say(
      rep,
      acme,
      made,
      edit(after, { contentDigest: await contentDigest(update) }),
    );
    expect(answer.conflict).toBe('digest_mismatch');
    expect(await cleared(made.id)).toEqual([]);
  });

  it('an edit that calls itself none', async () => {
    const made = await propose(update);
    const content = { ...update, changes: update.changes.slice(0, 1) };
    expect((await say(rep, acme, made, { content })).detail).toContain('tail');
  });

  it('a price by anybody but finance, and by finance one that does not add up', async () => {
    const made = await propose(quote);
    expect(await say(rep, acme, made)).toMatchObject({
      conflict: 'not_yours',
      detail: expect.stringContaining(FIN),
    });
    const wrong = { ...quote, total: { minor: 970_001, currency: 'USD' } };
    expect((await say(fin, acme, made, edit(wrong))).detail).toContain('add up');
    const more = quote.lines.map((line) => ({ ...line, discount: 30 }));
    const over = { ...quote, lines: more, total: { minor: 805_000, currency: 'USD' } };
    expect((await say(fin, acme, made, edit(over))).detail).toContain('15 %');
    const asProposed = await propose(wrong);
    expect(asProposed.flags).toContainEqual(expect.objectContaining({ code: 'work.fault' }));
    expect((await say(fin, acme, asProposed)).detail).toContain('add up');
    expect(await cleared(asProposed.id)).toEqual([]);
  });

  it('a meeting in another’s calendar, of which other reps do not even hear', async () => {
    const made = await propose({ ...SAMPLES['meeting.schedule'], calendar: FIN });
    expect((await feedOf(rep)).of(made.id)).toBeUndefined();
    expect((await say(rep, acme, made)).status).toBe('conflict');
    const boss = await Device.paired(gate, acme.workspaceId, { role: 'manager', mailboxes: [] });
    expect((await feedOf(boss)).of(made.id)?.signOff).toEqual({
      mine: false,
      message: expect.stringContaining(FIN),
    });
    expect((await say(boss, acme, made)).conflict).toBe('not_yours');
    expect((await say(fin, acme, made)).status).toBe('accepted');
  });
});

describe('is cleared for exactly what was signed:', () => {
  const { steps } = enroll;
  const meeting = SAMPLES['meeting.schedule'];
  it.each<[string, Content, Content, Context?]>([
    ['two of three fields', update, { ...update, changes: update.changes.slice(1) }],
    [
      'another value',
      SAMPLES['contact.enrich'],
      {
        ...SAMPLES['contact.enrich'],
        changes: [{ field: 'amount', before: 31_200, after: 30_000 }],
      },
    ],
    ['a step left out', enroll, { ...enroll, steps: steps.slice(0, 2) }],
    [
      'an owner of those it may go to',
      SAMPLES['lead.route'],
      { ...SAMPLES['lead.route'], owner: { id: 't.o', name: 'Tomás Okafor' } },
      ROUTING,
    ],
    ['another score', SAMPLES['lead.score'], { ...SAMPLES['lead.score'], after: 60 }],
    ['a later meeting', meeting, { ...meeting, end: '2030-01-03T10:00:00Z' }],
    ['other words', SAMPLES['message.social'], { ...SAMPLES['message.social'], text: 'Hello.' }],
    [
      'another hour',
      SAMPLES['call.task'],
      { ...SAMPLES['call.task'], dueAt: '2030-01-02T15:00:00Z' },
    ],
    ['a mail', email(), email({ subject: 'Your other question' })],
  ])('%s', async (_, before, after, context) => {
    const made = await propose(before, context);
    expect(await say(rep, acme, made, edit(after))).toMatchObject({ status: 'accepted' });
    const [dispatch] = await cleared(made.id);
    const { store } = gate;
    const clearance = await store.clearances.get({
      workspaceId: acme.workspaceId,
      clearanceId: dispatch?.clearanceId ?? '',
    });
    const [, claims = ''] = clearance?.jws.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      contentDigest: await contentDigest(after),
      sub: made.id,
    });
  });

  it('a price, by finance, with its discount brought within policy', async () => {
    const made = await propose(quote);
    expect(made.flags).toContainEqual(expect.objectContaining({ code: 'work.discount' }));
    const item = (await feedOf(rep)).of(made.id);
    expect(item?.signOff).toMatchObject({ mine: false });
    expect(item?.policy.pricing).toEqual({ finance: [FIN], maxDiscount: 15 });
    const lines = quote.lines.map((line, n) => (n === 0 ? { ...line, discount: 15 } : line));
    const content = { ...quote, lines, total: { minor: 1_015_000, currency: 'USD' } };
    expect((await say(fin, acme, made, edit(content))).status).toBe('accepted');
    expect(await cleared(made.id)).toHaveLength(1);
  });
});

it('what an agent knows of fields, sequences and owners reaches the reviewer as it was sent', async () => {
  const context: Context = {
    ...ROUTING,
    fields: [
      {
        field: 'amount',
        changedBy: 'Tomás Okafor',
        changedAt: '2026-11-01T09:00:00Z',
        alternatives: [{ value: 30_000, source: 'Order form' }],
      },
    ],
    sequence: {
      enrolled: [{ name: 'Newsletter' }],
      exclusions: [{ rule: 'Open opportunity', excludes: true }],
    },
    busy: [
      { start: '2030-01-03T09:00:00Z', end: '2030-01-03T09:15:00Z', title: '<b>Stand-up</b>' },
    ],
  };
  const made = await propose(enroll, context);
  expect(made.flags.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['work.excluded', 'work.enrolled']),
  );
  const item = (await feedOf(rep)).of(made.id);
  expect(canonical(item?.context)).toBe(canonical(context));
});
