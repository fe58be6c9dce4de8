import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type Handlers, receiver, sender } from '../../src/messages/channel.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import {
  type PagesToWorker,
  pagesToWorker,
  type Status,
} from '../../src/messages/pages-to-worker.ts';
import { Health } from '../../src/pages/health/Health.tsx';
import { Options } from '../../src/pages/options/Options.tsx';
import { Popup } from '../../src/pages/popup/Popup.tsx';
import '../../src/ui/tokens.css';
import '../../src/ui/pieces.css';
import '../../src/ui/page.css';

const PAGES = { options: Options, health: Health, popup: Popup };
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const id = '00000000-0000-4000-8000-000000000001';
const at = '2026-11-22T10:00:00.000Z';
const paired: Status = {
  connection: 'live',
  gate: {
    name: 'Northwind gate',
    url: 'https://gate.example.com',
    keyThumbprint: 'bWFkZS11cC10aHVtYnByaW50',
  },
  workspace: { id, name: 'Northwind', createdAt: at },
  reviewer: { id, name: LONG, email: 'ana@northwind.example.com', role: 'rep', mailboxes: [] },
  lastSyncAt: at,
  pending: 12,
  outbox: 2,
};
const historyLost = { head: 'a.b.c', seenAt: at, foundAt: at };
const unpaired: Status = { connection: 'unpaired', pending: 0, outbox: 0 };

let root: HTMLElement;
afterEach(() => render(null, root));

/** A page over the real envelopes and a scripted worker. */
function open(
  page: keyof typeof PAGES,
  input: {
    status?: Status;
    theme?: 'light' | 'dark';
    worker?: Partial<Handlers<PagesToWorker, null>>;
  } = {},
) {
  const { status = paired, theme = 'light', worker } = input;
  const calls: { name: string; payload: unknown }[] = [];
  const handlers: Handlers<PagesToWorker, null> = {
    status: () => status,
    pair: () => ({ paired: true }),
    'connection.test': () => ({ ok: true, roundTripMs: 12.4 }),
    refresh: () => ({}),
    'sign-out': () => ({}),
    'settings.get': () => ({ theme, keys: {} }),
    'settings.put': () => ({}),
    health: () => ({
      pages: [
        {
          host: 'gmail',
          at,
          capabilities: [
            { name: 'compose.body', hits: 9, misses: 0, variant: 'div[role=textbox]' },
            { name: 'compose.send', hits: 0, misses: 4, variant: null },
            { name: 'row.draft', hits: 3, misses: 1, variant: LONG },
          ],
        },
      ],
    }),
    ...worker,
  };
  const receive = receiver<PagesToWorker, null>({
    to: DIRECTIONS.pagesToWorker,
    map: pagesToWorker,
    admit: () => undefined,
    handlers,
  });
  const ask = sender({
    to: DIRECTIONS.pagesToWorker,
    map: pagesToWorker,
    transport: async (envelope) => {
      calls.push({ name: envelope.name, payload: envelope.payload });
      return receive(structuredClone(envelope), null);
    },
  });
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  const Page = PAGES[page];
  render(<Page ask={ask} hear={() => () => undefined} />, root);
  return { calls, called: (name: string) => calls.filter((call) => call.name === name) };
}
const text = () => root.textContent ?? '';
const loaded = () => vi.waitFor(() => expect(text()).not.toContain('Loading…'));
const field = (name: string) => document.querySelector(`#${name}`) as HTMLInputElement;

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  const broken = () => {
    throw new Error('The worker is gone.');
  };
  const states: [string, keyof typeof PAGES, Parameters<typeof open>[1]][] = [
    ['options, paired', 'options', {}],
    ['options, unpaired', 'options', { status: unpaired }],
    [
      'options, offline',
      'options',
      { status: { ...paired, connection: 'offline', problem: 'No answer.' } },
    ],
    ['options, history lost', 'options', { status: { ...paired, historyLost } }],
    ['health, history lost', 'health', { status: { ...paired, historyLost } }],
    ['options, failed', 'options', { worker: { status: broken } }],
    ['health', 'health', {}],
    ['health, nothing yet', 'health', { worker: { health: () => ({ pages: [] }) } }],
    ['health, failed', 'health', { worker: { health: broken } }],
    ['popup', 'popup', {}],
    ['popup, unpaired', 'popup', { status: unpaired }],
  ];
  test.each(states)('%s', async (_, page, input) => {
    open(page, { ...input, theme });
    await loaded();
    await vi.waitFor(() => expect(text().length).toBeGreaterThan(40));
    const { violations } = await axe.run(root);
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  });
});

test('pairing sends what was typed and says why it failed', async () => {
  const page = open('options', {
    status: unpaired,
    worker: { pair: () => ({ paired: false, detail: 'This code was used before.' }) },
  });
  await loaded();
  await userEvent.fill(field('gate'), 'http://gate.example.com');
  await vi.waitFor(() => expect(text()).toContain('needs https'));
  await userEvent.fill(field('code'), 'ABCD-EFGH');
  await userEvent.fill(field('device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  expect(page.called('pair')).toEqual([]);
  await userEvent.fill(field('gate'), 'https://gate.example.com');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(text()).toContain('This code was used before.'));
  expect(page.called('pair')[0]?.payload).toEqual({
    gateUrl: 'https://gate.example.com',
    code: 'ABCD-EFGH',
    device: 'Laptop',
  });
});

test.each(['options', 'health'] as const)('a lost history is an alarm on %s', async (name) => {
  open(name, { status: { ...paired, historyLost } });
  await vi.waitFor(() =>
    expect(root.querySelector('[role=alert]')?.textContent).toContain(
      'history does not contain what this device saw on',
    ),
  );
  expect(root.querySelector('[role=alert]')?.textContent).toContain('a.b.c');
});

test('the connection test shows a real round trip; sign-out asks once', async () => {
  const page = open('options');
  await loaded();
  expect(text()).toContain('bWFkZS11cC10aHVtYnByaW50');
  await userEvent.click(document.querySelector('[data-name=test]') as Element);
  await vi.waitFor(() => expect(text()).toContain('answered in 12 ms'));
  await userEvent.click(document.querySelector('[data-name=sign-out]') as Element);
  await vi.waitFor(() => expect(text()).toContain('Keep me signed in'));
  expect(page.called('sign-out')).toEqual([]);
  await userEvent.click(document.querySelector('[data-name=sign-out-sure]') as Element);
  await vi.waitFor(() => expect(page.called('sign-out')).toHaveLength(1));
});

test('a key is changed, and one that is taken is refused with the reason', async () => {
  const page = open('options');
  await vi.waitFor(() => expect(document.querySelectorAll('.key-field').length).toBe(12));
  await userEvent.click(document.querySelector('[aria-label="Key for: Approve"]') as Element);
  await userEvent.keyboard('e');
  await vi.waitFor(() => expect(text()).toContain('“e” is already: Edit.'));
  await userEvent.keyboard('y');
  await vi.waitFor(() => expect(page.called('settings.put')).toHaveLength(1));
  expect(page.called('settings.put')[0]?.payload).toMatchObject({ keys: { approve: 'y' } });
});
