import { render } from 'preact';
import { afterEach, expect, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { type Handlers, receiver, sender } from '../../src/messages/channel.ts';
import type { Diagnostics } from '../../src/messages/diagnostics.ts';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import type { Oversight } from '../../src/messages/oversight.ts';
import {
  type PagesToWorker,
  pagesToWorker,
  type SettingsInForce,
  type SiteRow,
  type Status,
} from '../../src/messages/pages-to-worker.ts';
import { Health } from '../../src/pages/health/Health.tsx';
import { Options } from '../../src/pages/options/Options.tsx';
import { Popup } from '../../src/pages/popup/Popup.tsx';
import { at, id, LONG, pairedWith, space } from './first-party-states.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/pieces.css';
import '../../src/ui/page.css';

export const UNLOCKED = { locked: [], lockedKeys: [], faults: [] };

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

export const NOTHING_TO_STEER: Oversight = {
  ...{ manager: false, alerts: [], workflows: [], ramps: [] },
  worth: { actionable: 0, closed: 0 },
};

export type PageName = 'options' | 'health' | 'popup';

const paired = pairedWith(space);

/** What only other pages ask. */
const elsewhere = (): never => {
  throw new Error('not asked here');
};

/** What is on screen, until the test ends: hooks run in the file that imports this. */
export let root: HTMLElement;
afterEach(() => render(null, root));

/** A page over the real envelopes and a scripted worker. */
export function open(
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

export const text = () => root.textContent ?? '';

export const loaded = () => vi.waitFor(() => expect(text()).not.toContain('Loading…'));

export const field = (name: string) => document.querySelector(`#${name}`) as HTMLInputElement;

/** Also what is disabled: that stays focusable, and must do nothing. */
export const press = async (name: string) => {
  const button = () => document.querySelector(`[data-name="${name}"]`);
  await vi.waitFor(() => expect(button()).not.toBeNull());
  await userEvent.click(button() as Element, { force: true });
};
