import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../../../src/core/antipatterns/detect.ts';
import type { Finding } from '../../../src/core/antipatterns/finding.ts';
import { canonical } from '../../../src/core/digest/canonical.ts';
import {
  Device,
  decision,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import { prices, quote } from '../ownership/scene.ts';

/* A5 by what the gate recorded: hands in sequence, the same work twice, signatures that never differ. */

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());

const LAW = 'MiFID II art. 16(3), four eyes on prices';

type Place = { acme: Team; one: Device; two: Device; boss: Device };
async function place(): Promise<Place> {
  const acme = await team(gate.store);
  const { workspaceId } = acme;
  const one = await Device.paired(gate, workspaceId);
  const two = await Device.paired(gate, workspaceId);
  return { acme, one, two, boss: await Device.paired(gate, workspaceId, { role: 'manager' }) };
}

const cascadesIn = async ({ acme: { workspaceId } }: Place): Promise<Finding[]> => {
  const found = detect(await gate.store.antipatterns.evidence({ workspaceId, now: Date.now() }));
  return found.filter(({ pattern }) => pattern === 'A5');
};

type Submitted = Awaited<ReturnType<typeof submit>>;
/** `count` of them, a few at a time. */
async function made(count: number, one: () => Promise<Submitted>): Promise<Submitted[]> {
  const all: Submitted[] = [];
  while (all.length < count)
    all.push(...(await Promise.all(Array.from({ length: Math.min(10, count - all.length) }, one))));
  return all;
}

type Change = NonNullable<Parameters<typeof decision>[2]>;
const REJECT: Change = { action: 'reject', reason: { code: 'offer' } };
/** What one person says to each of them, in requests of fifty; the answers' statuses. */
async function say(
  { acme }: Place,
  device: Device,
  rows: readonly { on: Submitted; change?: Change }[],
): Promise<string[]> {
  const statuses: string[] = [];
  for (let at = 0; at < rows.length; at += 50) {
    const signed = rows.slice(at, at + 50).map(async ({ on, change = {} }) => {
      const attention = { activeMs: 30_000, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 };
      return device.sign(canonical(await decision(acme, on, { attention, ...change })));
    });
    const answers = await device.decide(await Promise.all(signed));
    statuses.push(...answers.map(({ status }) => status));
  }
  return statuses;
}
const all = (count: number, status: string): string[] =>
  Array.from({ length: count }, () => status);

describe('two people side by side by law', () => {
  const COUNT = 200;
  /** The second person rejects every `nth`, none where it is 0. */
  async function fourEyes(nth: number) {
    const at = await place();
    const body = prices({ parallelReview: { count: 2, legalReason: LAW } });
    expect((await at.boss.send('PUT', '/v1/workflows/prices', { body })).status).toBe(200);
    const asked = await made(COUNT, () => quote(gate, at.acme));
    const first = await say(
      at,
      at.one,
      asked.map((on) => ({ on })),
    );
    expect(first).toEqual(all(COUNT, 'accepted'));
    const second = await say(
      at,
      at.two,
      asked.map((on, index) => (nth > 0 && index % nth === 0 ? { on, change: REJECT } : { on })),
    );
    expect(second).toEqual(all(COUNT, 'accepted'));
    return at;
  }

  it('is found where the second never differs, with the law, what it costs and what drops it', async () => {
    const [found, ...more] = await cascadesIn(await fourEyes(0));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      ...{ key: 'A5:same:prices', pattern: 'A5', workflowId: 'prices' },
      figures: [{ label: 'The second differed', value: 0, n: COUNT, line: 0.02 }],
      cost: { items: COUNT, hours: 1.67 },
      fixes: [{ kind: 'drop-parallel' }],
    });
    expect(found?.sentence).toContain(LAW);
  });

  it('is not where the second rejects one in ten; nor is that decided twice, or handed on', async () => {
    expect(await cascadesIn(await fourEyes(10))).toEqual([]);
  });
});

describe('one person after the other', () => {
  it('is found where most went on to somebody else, with who could decide alone', async () => {
    const at = await place();
    const asked = await made(12, () => submit(gate, at.acme));
    const escalated = asked.map((on) => ({ on, change: { action: 'escalate' } as Change }));
    expect(await say(at, at.one, escalated)).toEqual(all(12, 'accepted'));
    expect(
      await say(
        at,
        at.boss,
        asked.map((on) => ({ on, change: REJECT })),
      ),
    ).toEqual(all(12, 'accepted'));
    const [found, ...more] = await cascadesIn(at);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      ...{ key: 'A5:hands:outbound', cost: { items: 12, hours: 0.1 } },
      figures: [{ value: 1, n: 12, line: 0.5 }],
    });
    expect(found?.fixes[0]?.kind).toBe('one-approver');
  });

  it('is not where one in four did', async () => {
    const at = await place();
    const asked = await made(12, () => submit(gate, at.acme));
    const escalated = asked
      .slice(0, 3)
      .map((on) => ({ on, change: { action: 'escalate' } as Change }));
    await say(at, at.one, escalated);
    await say(
      at,
      at.boss,
      asked.map((on) => ({ on, change: REJECT })),
    );
    expect(await cascadesIn(at)).toEqual([]);
  });
});

describe('two people on what one decides', () => {
  /** The second decides again the first `again` of them. */
  async function decided(again: number) {
    const at = await place();
    const asked = (await made(20, () => submit(gate, at.acme))).map((on) => ({ on }));
    expect(await say(at, at.one, asked)).toEqual(all(20, 'accepted'));
    expect(await say(at, at.two, asked.slice(0, again))).toEqual(all(again, 'conflict'));
    return at;
  }

  it('is found where most were decided twice', async () => {
    const [found, ...more] = await cascadesIn(await decided(14));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      ...{ key: 'A5:twice:outbound', cost: { items: 14 } },
      figures: [{ value: 0.7, n: 20, line: 0.2 }],
    });
  });

  it('is not where it happened once', async () => {
    expect(await cascadesIn(await decided(1))).toEqual([]);
  });
});

it('what one workspace did is none of another’s, and an empty one has nothing', async () => {
  expect(await cascadesIn(await place())).toEqual([]);
});
