import { expect, it } from 'vitest';
import {
  GateProblem,
  GateUnreachable,
  NotPaired,
  Revoked,
} from '../../src/background/gate/problems.ts';
import { lookUp } from '../../src/background/item-link.ts';
import type { Space } from '../../src/background/space.ts';
import type { Spaces } from '../../src/background/spaces.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import type { ProposalShown } from '../../src/protocol/proposals.ts';
import { idOf, itemOf } from '../pages/panel/samples.ts';

const ID = idOf(1);
const NONE = new GateProblem({ code: 'not-found', status: 404, detail: 'There is none.' });

type Answer = Error | ProposalShown;
/** A browser paired with these, each of whose gates answers so. */
function browser(answers: Record<string, Answer>) {
  const woken: string[] = [];
  const asked: [string, unknown][] = [];
  const all = Object.entries(answers).map(([id, answer]) => ({
    pairing: {},
    space: {
      id,
      gate: {
        call: async (name: string, input: unknown) => {
          asked.push([`${id} ${name}`, input]);
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      loop: { wake: async () => void woken.push(id) },
    } as unknown as Space,
  }));
  const spaces = {
    paired: async () => all,
    label: async ({ id }: Space) => (all.length > 1 ? { id, name: `Work ${id}` } : undefined),
  } as unknown as Spaces;
  return {
    woken,
    asked,
    look: async (space?: string) => {
      const told = await lookUp(spaces, { proposalId: ID, ...(space ? { space } : {}) });
      return panelToWorker['item.look'].reply.parse(told);
    },
  };
}
const shown = async (change: Partial<ProposalShown> = {}): Promise<ProposalShown> => ({
  item: await itemOf(1, { state: 'executed' }),
  yours: true,
  ...change,
});

it('without a pairing, and in a workspace that is none of this browser’s, no gate is asked', async () => {
  expect(await browser({}).look()).toEqual({ why: 'signed-out' });
  const { asked, look } = browser({ a: await shown() });
  expect(await look('b')).toEqual({ why: 'elsewhere' });
  expect(asked).toEqual([]);
});

it('unknown, another’s, signed out, or not answered: each is told as what it is', async () => {
  expect(await browser({ a: NONE }).look()).toEqual({ why: 'unknown' });
  expect(await browser({ a: new NotPaired() }).look()).toEqual({ why: 'signed-out' });
  expect(await browser({ a: new Revoked() }).look()).toEqual({ why: 'signed-out' });
  const away = new GateUnreachable('No answer.');
  expect(await browser({ a: away }).look()).toEqual({ why: 'away', detail: 'No answer.' });
  const busy = new GateProblem({
    code: 'too-many-requests' as never,
    status: 429,
    detail: 'Wait.',
  });
  expect(await browser({ a: busy }).look()).toEqual({ why: 'away', detail: 'Wait.' });
});

it('one gate’s no is none while another has not answered, and its yes is enough', async () => {
  const away = new GateUnreachable('No answer.');
  expect(await browser({ a: NONE, b: away }).look()).toMatchObject({ why: 'away' });
  const { view } = await browser({ a: NONE, b: await shown() }).look();
  expect(view?.space).toEqual({ id: 'b', name: 'Work b' });
});

it('an id that two workspaces claim is neither’s', async () => {
  const { look } = browser({ a: await shown(), b: await shown() });
  await expect(look()).rejects.toThrow(/claim/);
  expect((await look('b')).view?.space?.id).toBe('b');
});

it('what is the person’s to decide comes with the feed, which is asked for at once', async () => {
  for (const state of ['pending', 'recalled', 'escalated'] as const) {
    const { woken, look } = browser({ a: await shown({ item: await itemOf(1, { state }) }) });
    expect(await look()).toEqual({ why: 'coming' });
    expect(woken).toEqual(['a']);
  }
});

it('another’s is shown to be read: never as something to decide', async () => {
  const item = await itemOf(1, { ownership: { mine: false, message: 'Fin decides this.' } });
  const { woken, look } = browser({ a: await shown({ item, yours: false }) });
  expect((await look()).view).toEqual({ item, became: {} });
  expect(woken).toEqual([]);
});

it('what left is shown as it left, with the agent’s text beside it, when, and why it was stopped', async () => {
  const item = await itemOf(1, { state: 'executed' });
  const at = '2026-11-29T10:00:00.000Z';
  if (item.content.kind !== 'email.draft') throw new Error('a mail');
  const approved = { ...item.content, body: '<p>As Rae made it.</p>' };
  const withdrawn = { reason: 'opt-out', detail: 'They opted out.', at };
  const { view } = await browser({
    a: await shown({ item, approved, leftAt: at, erasedAt: at, withdrawn }),
  }).look();
  expect(view?.item.content).toEqual(approved);
  expect(view?.became).toEqual({
    ...{ leftAt: at, erasedAt: at, written: item.content },
    withdrawn: { detail: 'They opted out.', at },
  });
});
