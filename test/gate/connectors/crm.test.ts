import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/core/schema/content.ts';
import { without } from '../../../src/gate/connectors/crm/answer.ts';
import { holds, standing } from '../../../src/gate/connectors/crm/changes.ts';
import { createSession } from '../../../src/gate/connectors/crm/session.ts';
import { hubSpotExecutor } from '../../../src/gate/connectors/hubspot/index.ts';
import { pipedriveExecutor } from '../../../src/gate/connectors/pipedrive/index.ts';
import { RateLimited, Rejected } from '../../../src/gate/dispatch/ports.ts';
import { executed, type Subject, workOf } from './conformance.ts';
import {
  hubSpotSubject,
  pipedriveSubject,
  SALESFORCE_ID,
  salesforceSubject,
  titleChange,
} from './subjects.ts';
import { pipedriveDouble } from './systems/pipedrive.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function of<S extends Subject>(start: () => Promise<S>): Promise<S> {
  const subject = await start();
  ends.push(subject.stop);
  return subject;
}
const refused = async (subject: Subject, content: Content, message: RegExp): Promise<void> => {
  const before = subject.effects();
  const { error, handed } = await executed(subject, content);
  expect(error).toBeInstanceOf(Rejected);
  expect(error?.message).toMatch(message);
  expect(handed).toEqual([]);
  expect(subject.effects()).toBe(before);
};

const mailLike = {
  network: 'LinkedIn',
  contact: { system: 'hubspot', object: 'contact', id: '101' },
  text: 'Hello.',
};

const SYSTEMS = [
  {
    name: 'HubSpot',
    start: hubSpotSubject,
    key: 'contacts/101',
    record: { system: 'hubspot', object: 'contact', id: '101' },
    field: 'jobtitle',
    owner: { field: 'hubspot_owner_id', id: '6', stored: '6' as string | number },
    score: { field: 'lead_score', before: null as number | null, stored: '88' as string | number },
    wrongAccount: '9999',
    rightAccount: '4711',
    badId: '12/../13',
  },
  {
    name: 'Salesforce',
    start: salesforceSubject,
    key: `Contact/${SALESFORCE_ID}`,
    record: { system: 'salesforce', object: 'contact', id: SALESFORCE_ID },
    field: 'Title',
    owner: { field: 'OwnerId', id: '005000000000002AAA', stored: '005000000000002AAA' },
    score: { field: 'Score__c', before: 10, stored: 88 },
    wrongAccount: 'other.my',
    rightAccount: '127.0.0.1',
    badId: "003' or '1'='1",
  },
  {
    name: 'Pipedrive',
    start: pipedriveSubject,
    key: 'persons/7',
    record: { system: 'pipedrive', object: 'person', id: '7' },
    field: 'job_title',
    owner: { field: 'owner_id', id: '12', stored: 12 },
    score: { field: 'b'.repeat(40), before: null, stored: 88 },
    wrongAccount: 'rival',
    rightAccount: 'acme',
    badId: '7?x=1',
  },
];

describe.each(SYSTEMS)('$name', (system) => {
  const { record, key, field } = system;
  const change = (more: Partial<Extract<Content, { kind: 'record.update' }>> = {}): Content => ({
    ...titleChange({ ...record, field }),
    ...more,
  });

  it('changes nothing when the record changed since it was approved', async () => {
    const subject = await of(system.start);
    const stored = subject.double.records.get(key);
    if (stored) stored[field] = 'Chief of something';
    await refused(subject, change(), new RegExp(`changed since it was approved: ${field}`));
    expect(stored?.[field]).toBe('Chief of something');
  });

  it('names fields that changed, never what they hold', async () => {
    const subject = await of(system.start);
    const stored = subject.double.records.get(key);
    if (stored) stored[field] = 'a private matter';
    const { error } = await executed(subject, change());
    expect(error?.message).not.toContain('private');
    expect(error?.message).not.toContain('Manager');
  });

  it('tells a reviewer how each field stands now, writes nothing, and throws no value', async () => {
    const subject = await of(system.start);
    const stored = subject.double.records.get(key);
    const ask = (content: Content) => subject.executor.standing?.(content) ?? Promise.reject();
    const at = async (current: string) => {
      if (stored) stored[field] = current;
      return ask(change());
    };
    expect(await at('Manager')).toEqual([{ field, state: 'as-before', current: 'Manager' }]);
    expect(await at('Director')).toEqual([{ field, state: 'done', current: 'Director' }]);
    expect(await at('Boss')).toEqual([{ field, state: 'changed', current: 'Boss' }]);
    const twice = { field, before: 'Manager', after: 'A' };
    await expect(ask(change({ changes: [twice, twice] }))).rejects.toThrow(/twice/);
    const foreign = change({ record: { ...record, account: system.wrongAccount } });
    await expect(ask(foreign)).rejects.toThrow(/account/);
    expect(await ask({ ...mailLike, kind: 'message.social' })).toBeNull();
    expect(subject.effects()).toBe(0);
  });

  it('writes nothing where the record holds the approved values already', async () => {
    const subject = await of(system.start);
    const stored = subject.double.records.get(key);
    if (stored) stored[field] = 'Director';
    const { done, handed } = await executed(subject, change());
    expect(done?.detail).toMatch(/already/);
    expect(handed).toHaveLength(1);
    expect(subject.effects()).toBe(0);
  });

  it('refuses what is not there, another account, an odd id, an odd object', async () => {
    const subject = await of(system.start);
    const gone = record.id.replace(/.$/, (last) => (last === '1' ? '2' : '1'));
    await refused(subject, change({ record: { ...record, id: gone } }), /404/);
    await refused(
      subject,
      change({ record: { ...record, account: system.wrongAccount } }),
      /account/,
    );
    await refused(subject, change({ record: { ...record, id: system.badId } }), /id is not/);
    await refused(subject, change({ record: { ...record, object: '../users' } }), /no object/);
    const field_ = `${field}`;
    const twice = [
      { field: field_, before: 'Manager', after: 'A' },
      { field: field_, before: 'Manager', after: 'B' },
    ];
    await refused(subject, change({ changes: twice }), /twice/);
    const right = change({ record: { ...record, account: system.rightAccount } });
    expect((await executed(subject, right)).error).toBeNull();
  });

  it('routes to an owner; to a queue beside it never', async () => {
    const subject = await of(system.start);
    const route: Content = {
      kind: 'lead.route',
      lead: record,
      owner: { id: system.owner.id, name: 'Eve' },
    };
    await refused(subject, { ...route, queue: 'inbound' }, /queue/);
    expect((await executed(subject, route)).error).toBeNull();
    expect(subject.double.records.get(key)?.[system.owner.field]).toBe(system.owner.stored);
    const work = await workOf(subject.executor, route);
    expect(await subject.executor.lookUp?.(work)).toMatchObject({ found: 'executed' });
  });

  it('scores into the configured field, from the score before', async () => {
    const subject = await of(system.start);
    const { before, field: scored, stored } = system.score;
    const score = (from: number | null): Content => ({
      kind: 'lead.score',
      lead: record,
      model: 'fit-2',
      before: from,
      after: 88,
    });
    await refused(subject, score(3), /changed since/);
    expect((await executed(subject, score(before))).error).toBeNull();
    expect(subject.double.records.get(key)?.[scored]).toBe(stored);
  });

  it('says so when the record holds neither, once it is asked', async () => {
    const subject = await of(system.start);
    const stored = subject.double.records.get(key);
    if (stored) stored[field] = 'Something else';
    const work = await workOf(subject.executor, change());
    expect(await subject.executor.lookUp?.(work)).toMatchObject({ found: 'unclear' });
  });

  it('shares one new token among many calls at once', async () => {
    const subject = await of(system.start);
    for (let id = 0; id < 5; id += 1) await executed(subject, change());
    const before = subject.renewals?.() ?? 0;
    subject.fault('expire');
    const reads = await Promise.all(
      Array.from({ length: 6 }, async () =>
        subject.executor.lookUp?.(await workOf(subject.executor, change())),
      ),
    );
    expect(reads.every((read) => read?.found === 'executed')).toBe(true);
    expect(subject.renewals?.()).toBe(before + 1);
  });
});

describe('a fixed token', () => {
  it('is used as it is, and is never in what it says when it is refused', async () => {
    const double = await pipedriveDouble({ apiToken: 'pd-token-0123456789' });
    ends.push(double.stop);
    double.records.set('deals/4', { id: 4, title: 'Manager' });
    const content = titleChange({ system: 'pipedrive', object: 'deal', id: '4', field: 'title' });
    const at = { effects: double.effects };
    const good = pipedriveExecutor({ baseUrl: double.url, apiToken: 'pd-token-0123456789' });
    expect((await executed({ ...at, executor: good }, content)).error).toBeNull();
    const bad = pipedriveExecutor({ baseUrl: double.url, apiToken: 'pd-token-wrong-42' });
    const { error, handed } = await executed({ ...at, executor: bad }, content);
    expect(error).toBeInstanceOf(Rejected);
    expect(error?.message).toMatch(/PIPEDRIVE_API_TOKEN/);
    expect(error?.message).not.toContain('pd-token-wrong-42');
    expect(handed).toEqual([]);
  });
});

describe('Pipedrive, by its forms', () => {
  it('writes custom fields apart, leads by version 1, and no lists', async () => {
    const subject = await of(pipedriveSubject);
    const custom = 'a'.repeat(40);
    const record = { system: 'pipedrive', object: 'person', id: '7' };
    const done = await executed(subject, titleChange({ ...record, field: custom }));
    expect(done.error).toBeNull();
    const patch = subject.double.asked.find(({ method }) => method === 'PATCH');
    expect(patch?.body).toEqual({ custom_fields: { [custom]: 'Director' } });
    await refused(subject, titleChange({ ...record, field: 'emails' }), /not a single value/);
    const id = '0191f0a0-1111-7000-8000-000000000001';
    subject.double.records.set(`leads/${id}`, { id, title: 'Manager' });
    const lead = titleChange({ system: 'pipedrive', object: 'lead', id, field: 'title' });
    expect((await executed(subject, lead)).error).toBeNull();
    expect(subject.double.asked.at(-1)?.url.pathname).toBe(`/api/v1/leads/${id}`);
  });
});

describe('HubSpot sequences', () => {
  const enroll = (version: string): Extract<Content, { kind: 'sequence.enroll' }> => ({
    kind: 'sequence.enroll',
    contact: { system: 'hubspot', object: 'contact', id: '101' },
    email: 'Bob@buyer.example',
    sequence: { id: '555', name: 'Inbound', version },
    steps: [],
  });

  it('enrolls a contact once, and can be asked about it', async () => {
    const subject = await of(hubSpotSubject);
    const content = enroll(subject.double.sequence.updatedAt);
    const { done, handed } = await executed(subject, content);
    expect(done?.externalRef).toBe('enrollment/98765');
    expect(handed).toEqual([0]);
    await refused(subject, content, /enrolled already/);
    const work = await workOf(subject.executor, content);
    expect(await subject.executor.lookUp?.(work)).toMatchObject({ found: 'executed' });
  });

  it('enrolls nobody in a sequence that was edited, with steps of our own, at another address', async () => {
    const subject = await of(hubSpotSubject);
    await refused(subject, enroll('2026-10-01T00:00:00.000Z'), /edited since/);
    const version = subject.double.sequence.updatedAt;
    const step = { channel: 'email' as const, at: '2026-11-23T09:00:00Z', body: 'Hi' };
    await refused(subject, { ...enroll(version), steps: [step] }, /steps/);
    await refused(subject, { ...enroll(version), email: 'eve@buyer.example' }, /address/);
    expect(subject.double.enrollments.size).toBe(0);
  });

  it('says what is missing when nobody is set to enroll', async () => {
    const subject = await of(hubSpotSubject);
    const executor = hubSpotExecutor({ baseUrl: subject.double.url, token: 'none yet' });
    await refused({ ...subject, executor }, enroll('x'), /HUBSPOT_SEQUENCE_USER_ID/);
  });

  it('does not claim that nobody was enrolled only since nobody is now', async () => {
    const subject = await of(hubSpotSubject);
    const work = await workOf(subject.executor, enroll(subject.double.sequence.updatedAt));
    expect(await subject.executor.lookUp?.(work)).toMatchObject({ found: 'unclear' });
  });
});

describe('values', () => {
  it('are the same over the types that systems answer in', () => {
    for (const [value, current] of [
      [5, '5'],
      [5, '5.0'],
      [true, 'true'],
      [null, ''],
      ['', null],
      [null, undefined],
      ['5', 5],
      [0, 0],
    ] as const)
      expect(holds(value, current), `${value} ${current}`).toBe(true);
    for (const [value, current] of [
      [5, '6'],
      [0, ''],
      [0, null],
      [null, 0],
      [null, false],
      ['a', 'A'],
      [true, 'false'],
      ['x', ' x'],
    ] as const)
      expect(holds(value, current), `${value} ${current}`).toBe(false);
  });

  it('never stand as before and as after at once, unless nothing changes (property)', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(value, value, value, (before, after, current) => {
        const at = standing([{ field: 'f', before, after }], { f: current });
        if (at === 'done') expect(holds(after, current)).toBe(true);
        if (at === 'as-before') expect(holds(before, current)).toBe(true);
        if (at === 'changed') expect(holds(before, current)).toBe(false);
      }),
    );
  });
});

it('takes every secret out of a text, however it got in (property)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[A-Za-z0-9._!-]{8,40}$/), { minLength: 1, maxLength: 4 }),
      fc.string(),
      (secrets, text) => {
        const clean = without(
          secrets,
          secrets.reduce((all, each) => `${all} ${each} Bearer ${each}`, text),
        );
        for (const secret of secrets) expect(clean).not.toContain(secret);
      },
    ),
  );
});

it('gives up on a token after one renewal, and does not ask in circles', async () => {
  let renewals = 0;
  const session = createSession({
    initial: 'first-token',
    renew: async () => {
      renewals += 1;
      return `token-${renewals}`;
    },
  });
  const { Refused } = await import('../../../src/gate/connectors/crm/answer.ts');
  let calls = 0;
  const asked = session.run(async () => {
    calls += 1;
    throw new Refused(401, 'no');
  });
  await expect(asked).rejects.toMatchObject({ status: 401 });
  expect([calls, renewals]).toEqual([2, 1]);
  const away = createSession({
    initial: 'first-token',
    renew: () => Promise.reject(new TypeError('fetch failed')),
  });
  await expect(away.run(() => Promise.reject(new Refused(401, 'no')))).rejects.toBeInstanceOf(
    RateLimited,
  );
});
