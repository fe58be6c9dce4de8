import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent, page as view } from 'vitest/browser';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { SHORTCUTS } from '../../src/core/settings/shortcuts.ts';
import { type Handlers, receiver, sender } from '../../src/messages/channel.ts';
import type { Diagnostics } from '../../src/messages/diagnostics.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import type { Oversight } from '../../src/messages/oversight.ts';
import {
  type PagesToWorker,
  pagesToWorker,
  type SettingsInForce,
  type SiteRow,
  type SpaceStatus,
  type Status,
} from '../../src/messages/pages-to-worker.ts';
import { Health } from '../../src/pages/health/Health.tsx';
import { Options } from '../../src/pages/options/Options.tsx';
import { Popup } from '../../src/pages/popup/Popup.tsx';
import { applyLanguage } from '../../src/ui/locale.ts';
import { LENGTHS, speak } from '../support/languages.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/pieces.css';
import '../../src/ui/page.css';

const UNLOCKED = { locked: [], lockedKeys: [], faults: [] };
const site = (name: string, label: string, more: Partial<SiteRow> = {}): SiteRow => ({
  ...{ name, label, origins: [`https://app.${name}.com/*`] },
  ...{ on: false, allowed: true, custom: false, ...more },
});
const SITES = [
  site('hubspot', 'HubSpot'),
  site('close', 'Close', { on: true }),
  site('attio', 'Attio', { allowed: false }),
];
const DIAGNOSTICS: Diagnostics = {
  spaces: [
    {
      connection: { state: 'live', gate: 'https', live: 'open', failures: 0, historyLost: false },
      queue: {
        ...{ generation: 1, complete: true, waiting: 12, items: 12, reports: 0 },
        ...{ decisions: {}, redemptions: {} },
      },
    },
  ],
  settings: {
    ...{ theme: 'auto', language: 'auto', notify: 'off', retentionDays: 30 },
    ...{ ownKeys: 0, locked: 0, faults: 0 },
  },
  sites: { on: [], custom: 0, scripts: 0 },
  notifications: false,
};
const NOTHING_TO_STEER: Oversight = {
  ...{ manager: false, alerts: [], workflows: [], ramps: [] },
  worth: { actionable: 0, closed: 0 },
};
type PageName = 'options' | 'health' | 'popup';
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const id = '00000000-0000-4000-8000-000000000001';
const at = '2026-11-22T10:00:00.000Z';
const space: SpaceStatus = {
  ...{ id: 'countersign', name: 'Northwind' },
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
const second: SpaceStatus = {
  ...{ ...space, id: 'countersign-2', name: LONG, connection: 'offline', problem: 'No answer.' },
  ...{ pending: 3, outbox: 1, workspace: { id, name: LONG, createdAt: at } },
};
/** Paired with these; the first one's state is the whole's. */
const pairedWith = (...spaces: SpaceStatus[]): Status => ({
  connection: spaces[0]?.connection ?? 'unpaired',
  pending: spaces.reduce((sum, { pending }) => sum + pending, 0),
  outbox: spaces.reduce((sum, { outbox }) => sum + outbox, 0),
  spaces,
});
const paired = pairedWith(space);
const REVOKED: SpaceStatus = { ...second, connection: 'revoked' };
const OFFLINE = pairedWith({ ...space, connection: 'offline', problem: 'No answer.' });
const MANAGED: Partial<SettingsInForce> = {
  ...{
    locked: ['theme', 'notify', 'customSites'],
    lockedKeys: ['approve'],
    keys: { approve: 'y' },
  },
  faults: [{ name: 'language', why: 'The value does not fit.' }],
  gates: ['https://gate.example.com'],
};
const QUIET: Partial<SettingsInForce> = { notify: 'all', quietHours: '22:00-07:00' };
const historyLost = { head: 'a.b.c', seenAt: at, foundAt: at };
const unpaired = pairedWith();
const LOST = pairedWith({ ...space, historyLost });

/** What only other pages ask. */
const elsewhere = (): never => {
  throw new Error('not asked here');
};

let root: HTMLElement;
afterEach(() => render(null, root));

/** A page over the real envelopes and a scripted worker. */
function open(
  page: PageName,
  input: {
    status?: Status;
    theme?: 'light' | 'dark';
    settings?: Partial<SettingsInForce>;
    /** what the person says to the browser's question */
    yes?: boolean;
    /** the tab under the popup */
    url?: string;
    worker?: Partial<Handlers<PagesToWorker, null>>;
  } = {},
) {
  const { status = paired, theme = 'light', settings, yes = true, url = null, worker } = input;
  const calls: { name: string; payload: unknown }[] = [];
  const handlers: Handlers<PagesToWorker, null> = {
    status: () => status,
    pair: () => ({ paired: true }),
    'connection.test': () => ({
      ...{ ok: true, roundTripMs: 12.4, keyHolds: true, clockMs: 90_000 },
      gate: { name: 'Northwind gate', keyThumbprint: 'bWFkZS11cC10aHVtYnByaW50' },
    }),
    refresh: () => ({}),
    'sign-out': () => ({}),
    'settings.get': () => ({ ...DEFAULT_SETTINGS, theme, ...UNLOCKED, ...settings }),
    'settings.put': () => ({}),
    sites: () => ({ sites: SITES }),
    'site.on': () => ({}),
    'site.off': () => ({}),
    sweep: () => ({}),
    recall: () => ({}),
    'own.reading': () => ({ reading: { days: [] }, at: 0 }),
    'sheet.export': () => ({ csv: '' }),
    'sheet.check': () => ({ ready: [], refused: [], open: 0 }),
    'sheet.decide': () => ({ rows: [] }),
    'not-taken.seen': () => ({ forgotten: true }),
    diagnostics: () => DIAGNOSTICS,
    metrics: () => ({ manager: false }),
    'metrics.kept': () => ({}),
    'metrics.brake': () => ({ id, line: 0.05, side: 'ceiling', points: [], log: [] }),
    oversight: () => NOTHING_TO_STEER,
    'workflow.set': () => ({ underWay: 0 }),
    'alert.seen': () => ({}),
    'alert.close': () => ({ verdicts: [] }),
    'verdict.undo': () => ({ undone: true, verdicts: [] }),
    'verdict.seen': () => ({ verdicts: [] }),
    'ramp.watch': () => ({}),
    policies: () => ({ manager: false, workflows: [] }),
    'policy.versions': () => ({ versions: [] }),
    'policy.facts': () => ({ stage: 'planner', steps: [], earned: false, measured: {} }),
    'policy.simulate': () => ({}),
    'policy.publish': () => ({}),
    'policy.rollback': () => ({}),
    findings: () => ({ manager: false, line: 0, findings: [], read: [], accuracy: [] }),
    'corrections.export': () => ({ text: '', lines: 0 }),
    risks: () => ({ findings: [], done: [] }),
    'risks.fix': () => ({}),
    'risks.scan': () => ({ risks: [], workflows: 0, inventory: null }),
    'spot-check.draw': () => {
      throw new Error('none is drawn here');
    },
    'spot-check.list': () => ({ spotChecks: [], workflows: [] }),
    'spot-check.get': () => {
      throw new Error('there is none');
    },
    'sent.list': () => ({ sent: [] }),
    'defect.report': () => ({ undoUntil: new Date(Date.now() + 6000).toISOString() }),
    'defect.undo': () => ({ undone: true }),
    lanes: elsewhere,
    'lanes.of': elsewhere,
    report: elsewhere,
    'disclosures.put': elsewhere,
    erasures: elsewhere,
    weekly: elsewhere,
    'weekly.act': elsewhere,
    map: elsewhere,
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
  const asked: unknown[] = [];
  const saved: { name: string; text: string }[] = [];
  const grant = async (what: unknown) => {
    asked.push(what);
    return yes;
  };
  const hear = () => () => undefined;
  if (page === 'health') render(<Health ask={ask} hear={hear} />, root);
  else if (page === 'popup') {
    render(<Popup ask={ask} hear={hear} here={{ url: async () => url, grant }} />, root);
  } else {
    const device = {
      ...{ version: '0.1.0', grant },
      mine: async () => ({ items: [1] }),
      save: (name: string, text: string) => void saved.push({ name, text }),
    };
    render(<Options ask={ask} hear={hear} device={device} />, root);
  }
  return {
    calls,
    asked,
    saved,
    called: (name: string) => calls.filter((call) => call.name === name),
  };
}
const text = () => root.textContent ?? '';
const loaded = () => vi.waitFor(() => expect(text()).not.toContain('Loading…'));
const field = (name: string) => document.querySelector(`#${name}`) as HTMLInputElement;
/** Also what is disabled: that stays focusable, and must do nothing. */
const press = async (name: string) => {
  const button = () => document.querySelector(`[data-name="${name}"]`);
  await vi.waitFor(() => expect(button()).not.toBeNull());
  await userEvent.click(button() as Element, { force: true });
};

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  const broken = () => {
    throw new Error('The worker is gone.');
  };
  const states: [string, PageName, Parameters<typeof open>[1]][] = [
    ['options, paired', 'options', {}],
    ['options, unpaired', 'options', { status: unpaired }],
    ['options, offline', 'options', { status: OFFLINE }],
    ['options, two workspaces', 'options', { status: pairedWith(space, second) }],
    ['options, one revoked', 'options', { status: pairedWith(space, REVOKED) }],
    ['options, history lost', 'options', { status: LOST }],
    ['health, history lost', 'health', { status: LOST }],
    ['popup, two workspaces', 'popup', { status: pairedWith(space, second) }],
    ['options, failed', 'options', { worker: { status: broken } }],
    ['health', 'health', {}],
    ['health, nothing yet', 'health', { worker: { health: () => ({ pages: [] }) } }],
    ['health, failed', 'health', { worker: { health: broken } }],
    ['popup', 'popup', {}],
    ['popup, unpaired', 'popup', { status: unpaired }],
    ['popup, on a site', 'popup', { url: 'https://app.hubspot.com/contacts/1/record/0-1/2' }],
    ['popup, on a site that is on', 'popup', { url: 'https://app.close.com/lead/lead_1/' }],
    ['options, under a policy', 'options', { status: unpaired, settings: MANAGED }],
    ['options, with quiet hours', 'options', { settings: QUIET }],
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

describe.each(LENGTHS)('in %s', (language) => {
  const states: [string, PageName, Parameters<typeof open>[1]][] = [
    ['options, with quiet hours', 'options', { settings: QUIET }],
    ['options, two workspaces', 'options', { status: pairedWith(space, second) }],
    ['options, under a policy', 'options', { status: unpaired, settings: MANAGED }],
    ['health', 'health', { status: LOST }],
    ['popup', 'popup', { url: 'https://app.hubspot.com/contacts/1/record/0-1/2' }],
  ];
  test.each(states)('%s fits into 320 px', async (_, page, input) => {
    const { innerWidth, innerHeight } = window;
    await view.viewport(320, 800);
    await speak(language);
    try {
      open(page, input);
      await vi.waitFor(() => {
        expect(root.querySelectorAll('button').length).toBeGreaterThan(0);
        expect(root.querySelectorAll('h1, h2').length).toBeGreaterThan(0);
      });
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
      for (const element of root.querySelectorAll('button, select, input, h1, h2, p')) {
        const { right, width } = element.getBoundingClientRect();
        if (width > 1 && !element.closest('.unseen, .wide'))
          expect(right, element.outerHTML).toBeLessThanOrEqual(321);
      }
    } finally {
      await speak('English');
      await view.viewport(innerWidth, innerHeight);
    }
  });
});

test('the language that is chosen is there at once, on the page and in its numbers', async () => {
  let language = 'auto';
  const page = open('options', {
    worker: {
      'settings.get': () => ({ ...DEFAULT_SETTINGS, ...UNLOCKED, language }),
      'settings.put': (change) => {
        language = change.language ?? language;
        return {};
      },
    },
  });
  await loaded();
  await vi.waitFor(() => expect(field('language')).not.toBeNull());
  const names = [...field('language').querySelectorAll('option')].map((option) => option.text);
  expect(names).toEqual(['The browser’s own', 'English', 'Deutsch', 'español', '日本語']);
  try {
    await userEvent.selectOptions(field('language'), 'de');
    expect(page.called('settings.put')[0]?.payload).toEqual({ language: 'de' });
    await vi.waitFor(() => expect(text()).toContain('Aussehen und Sprache'));
    expect(document.documentElement.lang).toBe('de');
    expect(text()).toContain('30 Tage');
    await userEvent.selectOptions(field('language'), 'ja');
    await vi.waitFor(() => expect(text()).toContain('表示と言語'));
  } finally {
    await applyLanguage('auto');
  }
  await vi.waitFor(() => expect(text()).toContain('Look and language'));
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
  open(name, { status: LOST });
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
  await vi.waitFor(() => expect(text()).toContain('“Northwind gate” answered in 12 ms'));
  expect(text()).toContain('holds the key');
  expect(text()).toContain('90 s behind');
  await userEvent.click(document.querySelector('[data-name=sign-out]') as Element);
  await vi.waitFor(() => expect(text()).toContain('Keep me signed in'));
  expect(page.called('sign-out')).toEqual([]);
  await userEvent.click(document.querySelector('[data-name=sign-out-sure]') as Element);
  await vi.waitFor(() => expect(page.called('sign-out')).toHaveLength(1));
});

test('of two workspaces each is tested and signed out by itself, and asked first', async () => {
  const page = open('options', { status: pairedWith(space, second) });
  await loaded();
  const card = document.querySelector('[data-space=countersign-2]') as Element;
  expect(card.querySelector('h2')?.textContent).toBe(LONG);
  await userEvent.click(card.querySelector('[data-name=test]') as Element);
  await vi.waitFor(() =>
    expect(page.called('connection.test')[0]?.payload).toEqual({ space: 'countersign-2' }),
  );
  await press('sign-out-of-countersign-2');
  await vi.waitFor(() => expect(card.textContent).toContain('Keep me signed in'));
  expect(card.textContent).toContain('One decision has not reached the gate');
  expect(page.called('sign-out')).toEqual([]);
  await press('sign-out-of-countersign-2-sure');
  await vi.waitFor(() =>
    expect(page.called('sign-out').map(({ payload }) => payload)).toEqual([
      { space: 'countersign-2' },
    ]),
  );
  await press('sign-out');
  await press('sign-out-sure');
  await vi.waitFor(() => expect(page.called('sign-out')[1]?.payload).toEqual({}));
});

test('one more workspace is paired beside, and one that was revoked is paired again as itself', async () => {
  const page = open('options', { status: pairedWith(space, REVOKED) });
  await loaded();
  expect(field('gate')).toBeNull();
  await press('pair-another');
  await userEvent.fill(field('gate'), 'https://other.example.com');
  await userEvent.fill(field('code'), 'ABCD-EFGH');
  await userEvent.fill(field('device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  const typed = { code: 'ABCD-EFGH', device: 'Laptop' };
  await vi.waitFor(() =>
    expect(page.called('pair')[0]?.payload).toEqual({
      ...{ ...typed, gateUrl: 'https://other.example.com' },
    }),
  );
  expect(field('countersign-2-gate').value).toBe(second.gate.url);
  await userEvent.fill(field('countersign-2-code'), 'ABCD-EFGH');
  await userEvent.fill(field('countersign-2-device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(page.called('pair')[1]?.payload).toEqual({
      ...{ ...typed, gateUrl: second.gate.url, space: 'countersign-2' },
    }),
  );
});

test('of several gates that the organisation allows one is chosen, and none typed', async () => {
  const gates = ['https://one.example.com', 'https://two.example.com'];
  const page = open('options', { status: unpaired, settings: { gates } });
  await vi.waitFor(() => expect(field('gate').tagName).toBe('SELECT'));
  await userEvent.selectOptions(field('gate'), 'https://two.example.com');
  await userEvent.fill(field('code'), 'ABCD-EFGH');
  await userEvent.fill(field('device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(page.called('pair')[0]?.payload).toMatchObject({ gateUrl: 'https://two.example.com' }),
  );
});

test('a key is changed, and one that is taken is refused with the reason', async () => {
  const page = open('options');
  await vi.waitFor(() =>
    expect(document.querySelectorAll('.key-field').length).toBe(SHORTCUTS.length),
  );
  await userEvent.click(document.querySelector('[aria-label="Key for: Approve"]') as Element);
  await userEvent.keyboard('e');
  await vi.waitFor(() => expect(text()).toContain('“e” is already: Edit.'));
  await userEvent.keyboard('y');
  await vi.waitFor(() => expect(page.called('settings.put')).toHaveLength(1));
  expect(page.called('settings.put')[0]?.payload).toMatchObject({ keys: { approve: 'y' } });
});

test('what the organisation has set is shown, said, and can’t be changed', async () => {
  const page = open('options', { status: unpaired, settings: MANAGED });
  await vi.waitFor(() =>
    expect(document.querySelectorAll('.key-field').length).toBe(SHORTCUTS.length),
  );
  expect(field('gate').value).toBe('https://gate.example.com');
  expect(field('gate').readOnly).toBe(true);
  for (const name of ['theme', 'notify']) {
    expect(field(name).disabled).toBe(true);
    expect(document.querySelector(`#${name}-locked`)?.textContent).toContain('organisation');
  }
  expect(field('retention').disabled).toBe(false);
  const keys = [...document.querySelectorAll<HTMLInputElement>('.key-field')];
  expect(keys.filter(({ disabled }) => disabled).map(({ value }) => value)).toEqual(['y']);
  expect(text()).toContain('policy has a mistake');
  expect(page.called('settings.put')).toEqual([]);
});

test('a site: the browser is asked for its own origins; a no leaves it off, and says so', async () => {
  const page = open('options', { yes: false });
  await vi.waitFor(() => expect(document.querySelector('[data-name=on-hubspot]')).not.toBeNull());
  await press('on-hubspot');
  await vi.waitFor(() => expect(text()).toContain('did not allow HubSpot'));
  expect(page.asked).toEqual([{ origins: ['https://app.hubspot.com/*'] }]);
  expect(page.called('site.on')).toEqual([]);
  await press('on-attio');
  expect(page.asked).toHaveLength(1);
  await press('off-close');
  await vi.waitFor(() => expect(page.called('site.off')).toHaveLength(1));
});

test('a custom CRM: the tester says what is found, a wrong field why, and one host is asked for', async () => {
  const page = open('options');
  await vi.waitFor(() => expect(document.querySelector('[data-name=custom]')).not.toBeNull());
  await press('custom');
  await userEvent.fill(field('custom-label'), 'Acme CRM');
  await userEvent.fill(field('custom-name'), 'acme-crm');
  await userEvent.fill(field('custom-host'), '*.co.uk');
  await vi.waitFor(() => expect(text()).toContain('Anyone can have a host'));
  await press('custom-save');
  expect(page.asked).toEqual([]);
  await userEvent.fill(field('custom-host'), 'crm.acme.example');
  await userEvent.fill(field('custom-pattern'), '/app/{type}/{id}/**');
  await userEvent.fill(field('custom-try'), 'https://crm.acme.example/app/deal/4711/edit');
  await vi.waitFor(() => expect(text()).toContain('deal 4711'));
  await userEvent.fill(
    field('custom-try'),
    'https://crm.acme.example.evil.example/app/deal/4711/x',
  );
  await vi.waitFor(() => expect(text()).toContain('not on that host'));
  await press('custom-save');
  await vi.waitFor(() => expect(page.called('site.on')).toHaveLength(1));
  expect(page.asked).toEqual([{ origins: ['https://crm.acme.example/*'] }]);
  expect(page.called('settings.put')[0]?.payload).toEqual({
    customSites: [
      {
        ...{ label: 'Acme CRM', name: 'acme-crm', host: 'crm.acme.example' },
        ...{ pattern: '/app/{type}/{id}/**', idForm: 'any' },
      },
    ],
  });
});

test('the popup offers the site it is on, and no other', async () => {
  const page = open('popup', { url: 'https://app.hubspot.com/contacts/1/record/0-1/2' });
  await vi.waitFor(() => expect(text()).toContain('Turn on for HubSpot'));
  await press('this-site');
  await vi.waitFor(() => expect(page.called('site.on')[0]?.payload).toEqual({ name: 'hubspot' }));
  expect(page.asked).toEqual([['https://app.hubspot.com/*']]);
  render(null, root);
  for (const url of ['https://app.attio.com/x', 'https://example.com/', undefined]) {
    open('popup', url === undefined ? {} : { url });
    await vi.waitFor(() => expect(text()).toContain('Waiting for you'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(document.querySelector('[data-name=this-site]')).toBeNull();
    render(null, root);
  }
});

test('notifications are kept only where the browser allows them', async () => {
  const page = open('options', { yes: false });
  await vi.waitFor(() => expect(field('notify')).not.toBeNull());
  await userEvent.selectOptions(field('notify'), 'all');
  await vi.waitFor(() => expect(text()).toContain('did not allow notifications'));
  expect(page.asked).toEqual([{ permissions: ['notifications'] }]);
  expect(page.called('settings.put')).toEqual([]);
});

test('quiet hours, their exception and the number a day are set beside what alerts were worth', async () => {
  const lead: SpaceStatus = { ...space, reviewer: { ...space.reviewer, role: 'manager' } };
  const worth = { actionable: 18, closed: 20 };
  const page = open('options', {
    status: pairedWith(lead),
    settings: QUIET,
    worker: { oversight: () => ({ ...NOTHING_TO_STEER, worth }) },
  });
  await vi.waitFor(() => expect(text()).toContain('18 of the 20 alerts'));
  expect([field('quiet-from').value, field('quiet-to').value]).toEqual(['22:00', '07:00']);
  await userEvent.fill(field('quiet-to'), '22:00');
  await vi.waitFor(() => expect(text()).toContain('From and until are the same time'));
  expect(page.called('settings.put')).toEqual([]);
  await userEvent.fill(field('quiet-to'), '06:30');
  await userEvent.selectOptions(field('quiet-urgent'), 'through');
  await userEvent.selectOptions(field('notify-budget'), '3');
  await userEvent.click(field('quiet'));
  await vi.waitFor(() =>
    expect(page.called('settings.put').map(({ payload }) => payload)).toEqual([
      { quietHours: '22:00-06:30' },
      { quietUrgent: 'through' },
      { notifyBudget: 3 },
      { quietHours: 'off' },
    ]),
  );
  expect((await axe.run(root)).violations).toEqual([]);
});

test('quiet hours that the organisation has set can be seen and not changed', async () => {
  const page = open('options', {
    settings: {
      ...{ notify: 'all', quietHours: '22:00-07:00', notifyBudget: 4 },
      locked: ['quietHours', 'notifyBudget', 'quietUrgent'],
    },
  });
  await vi.waitFor(() => expect(field('quiet-from')).not.toBeNull());
  for (const name of ['quiet', 'quiet-from', 'quiet-to', 'quiet-urgent', 'notify-budget'])
    expect(field(name).disabled, name).toBe(true);
  expect(document.querySelector('#quiet-locked')?.textContent).toContain('organisation');
  expect(page.called('settings.put')).toEqual([]);
});

test('my data and the diagnostics are handed over as files; the gate may be away', async () => {
  const page = open('options', {
    status: OFFLINE,
  });
  await vi.waitFor(() => expect(document.querySelector('[data-name=export]')).not.toBeNull());
  await press('export');
  await press('diagnostics');
  await vi.waitFor(() => expect(page.saved).toHaveLength(2));
  expect(JSON.parse(page.saved[0]?.text ?? '')).toEqual({ items: [1] });
  expect(JSON.parse(page.saved[1]?.text ?? '')).toMatchObject({
    ...{ extension: '0.1.0', spaces: [{ connection: { state: 'live' } }] },
    pages: [{ host: 'gmail' }],
  });
  expect(page.saved[1]?.text).not.toContain(LONG);
});
