import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { LanesOf, LanesRow } from '../../../src/messages/lanes.ts';
import { lanesToWorker } from '../../../src/messages/lanes.ts';
import type { AskedFor } from '../../../src/pages/lanes/asked-for.ts';
import { LanesPage } from '../../../src/pages/lanes/LanesPage.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/lanes/lanes.css';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { space, status, worker } from '../evidence-ask.ts';
import {
  CALIBRATION,
  DRIFTED,
  FLAT,
  LEFT,
  LONG,
  LOOKS,
  lane,
  lanesOf,
  MANY,
  NO_LOOKS,
  OPEN,
  RUNNING,
  row,
  share,
  verdict,
  WAITING,
  WORTH,
  weeks,
} from './states.ts';

let root: HTMLElement;
afterEach(async () => {
  render(null, root);
  await page.viewport(414, 896);
});

type World = {
  rows?: LanesRow[] | Error;
  of?: LanesOf | Error;
  status?: ReturnType<typeof status>;
  first?: AskedFor;
};
function open(world: World = {}, theme: 'light' | 'dark' = 'light', language = 'auto') {
  const parsed = <T,>(schema: { parse(value: unknown): T }, value: unknown) =>
    value instanceof Error ? value : schema.parse(value);
  const rows = world.rows ?? [row()];
  const { ask: plain, asked } = worker({
    status: world.status ?? status(space()),
    lanes: parsed(lanesToWorker.lanes.reply, rows instanceof Error ? rows : { workflows: rows }),
    'lanes.of': parsed(lanesToWorker['lanes.of'].reply, world.of ?? lanesOf()),
  });
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: unknown): Promise<any> =>
    name === 'settings.get' ? { theme, language } : plain(name, payload);
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<LanesPage ask={ask} hear={() => () => undefined} first={world.first ?? {}} />, root);
  return (name: string) => asked.filter(([one]) => one === name).map(([, payload]) => payload);
}
const text = () => (root.textContent ?? '').replace(/\s+/g, ' ');
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const away = new Error('The gate cannot be reached.');
const long = {
  ...RUNNING,
  report: {
    ...RUNNING.report,
    workflow: { ...RUNNING.report.workflow, name: LONG, state: 'paused' as const },
    lanes: [{ ...OPEN, model: LONG, modelVersion: LONG, promptVersion: LONG }],
  },
};

describe.each(['light', 'dark'] as const)(
  'axe finds nothing and nothing is cut off, %s',
  (theme) => {
    test.each<[string, World, RegExp]>([
      ['no workflow', { rows: [] }, /No workflow yet/],
      ['nothing yet', { rows: [row({ share: null, open: 0 })] }, /Nothing is known of it yet/],
      ['no lanes in the policy', { of: lanesOf({ rules: null }) }, /has no lanes/],
      ['not earned', { of: WAITING }, /120 of 390 labels/],
      ['open and constrained', { of: RUNNING }, /Lane within limits/],
      ['closed by drift', { of: DRIFTED }, /Closed on/],
      ['long names', { of: long, rows: [row({ name: LONG }), row({ id: 'b' })] }, /Donau/],
      ['the gate is away', { rows: away }, /does not answer/],
      ['the gate went away', { of: away }, /cannot be reached/],
      ['two workspaces', { status: status(space(), space({ id: 'b', name: LONG })) }, /Outbound/],
      ['a rep', { status: status(space({}, 'rep')) }, /for managers/],
    ])('%s', async (_, world, until) => {
      await page.viewport(320, 800);
      open(world, theme);
      await shown(until);
      unfold(root);
      const { violations } = await axe.run(root);
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    });
  },
);

describe.each(FOREIGN)('in %s', (name, language) => {
  test.each<[string, World]>([
    ['nothing yet', { rows: [row({ share: null, open: 0 })] }],
    ['no lanes in the policy', { of: lanesOf({ rules: null }) }],
    ['open and constrained', { of: RUNNING }],
    ['closed by drift', { of: DRIFTED }],
    ['no workflow', { rows: [] }],
    ['the gate is away', { rows: away }],
  ])('nothing is left of the English: %s', async (_, world) => {
    await page.viewport(320, 800);
    open(world, 'light', language);
    await vi.waitFor(() => expect(root.querySelector('.card, .empty')).not.toBeNull());
    unfold(root);
    // what a gate wrote, and what stands for a number
    await saidAllIn(root, name, [world, lanesOf(), row(), away.message, space(), 'AUROC']);
  });
});

const card = (name: RegExp) => {
  const found = [...root.querySelectorAll('article')].find((one) =>
    name.test(one.querySelector('h3')?.textContent ?? ''),
  );
  return (found?.textContent ?? '').replace(/\s+/g, ' ');
};

test('a lane that is not earned says how far it is, and each goes to a person', async () => {
  open({ of: WAITING });
  await shown(/120 of 390 labels/);
  const bar = root.querySelector('progress');
  expect([bar?.value, bar?.max]).toEqual([120, 390]);
  expect(card(/without limits: not earned yet/)).toContain('A person reads each until');
  expect(card(/without limits/)).toContain('none while it is closed');
  // the policy's other tier, which nothing was proposed for
  expect(card(/within limits: not earned yet/)).toContain('Its first look takes 130 labels');
});

test('an open lane shows its threshold, bound and watch, and what its confidence was worth', async () => {
  open({ of: RUNNING });
  await shown(/Lane without limits: open/);
  const auto = card(/without limits: open/);
  expect(auto).toContain('From a confidence of 0.93 on, it runs without a person');
  expect(auto).toContain('of 212 audits since it opened, 1 found a defect; the line is 0.8 %');
  expect(auto).toContain('Reviewers noticeat least 82 %');
  expect(auto).toContain('tells right from wrong n = 1,204');
  expect(auto).toContain('0.80 to 0.9171 %63 % to 78 %140');
  expect(auto).toMatch(/Since it opened on .*, 931 left/);
  const within = card(/within limits: open/);
  expect(within).toContain('have defects that people noticed');
  expect(within).toContain('7 of 20 today');
  expect(within).toContain('from 8 to 18 o’clock');
  expect(within).toContain('only smb, trial');
  expect(text()).toContain('Versions of before (1)');
});

test('a lane that drift has closed says when, by what and why, and what left before', async () => {
  open({ of: DRIFTED });
  await shown(/Closed on/);
  const closed = card(/without limits: closed/);
  expect(closed).toMatch(/by the watch on audits: 9 defects in 60 audits/);
  expect(closed).toContain('0 of 390 labels');
  expect(closed).toContain('it starts anew');
  // its last verdict is of before, and says nothing any more
  expect(closed).not.toContain('Defects, at most');
  expect(closed).toContain('940 were let through, 931 left; 60 were audited, 4 audits wait.');
  expect(closed).toContain('3 are known to be defective.');
  expect(closed).toContain('about 19 of all that left are (9 to 46)');
  expect(closed).toContain('They began about');
  expect(closed).toContain('found by a complaint');
  expect(card(/within limits/)).not.toContain('let through');
});

test.each([
  ['no_information', /closed: the score says nothing.*doesn’t tell right from wrong/],
  ['sensitivity_unknown', /was never measured, so no bound holds/],
  ['bound_fails', /Up to 3 % may be defective.*1 % are allowed.*would not open it/],
] as const)('%s says what has to change', async (reason, words) => {
  const one = lane({ verdict: verdict({ reason, bound: 0.03, wait: null, labels: 800 }) });
  open({ of: lanesOf({ lanes: [one], calibrations: [FLAT] }) });
  await shown(/without limits/);
  expect(card(/without limits/)).toMatch(words);
});

describe('the share that reaches people', () => {
  test('is said against 5 to 10 percent, week by week, with what is off when it is above', async () => {
    open({ of: RUNNING });
    await shown(/What is miscalibrated/);
    expect(text()).toContain('34 % of the 1,190 proposals of the last 30 days reached a person');
    expect(text()).toContain('370 in the human lane, 31 as audits');
    expect(text()).toContain('Above the 5 to 10 %');
    const off = [...root.querySelectorAll('.lanes-off li')].map((one) => one.textContent);
    expect(off[0]).toMatch(/^18 % \(210\): the agent was less sure than the lane’s threshold/);
    expect(off[1]).toMatch(/^8\.1 % \(96\): facts without evidence/);
    expect(off.join(' ')).toContain(
      'Version 4.1 is too timid: where it says 0.60 to 0.78, it has been right 97 %',
    );
    expect(off.join(' ')).toContain(
      'Version 4.1 is too sure: where it says 0.80 to 0.91, it has been right 71 %',
    );
    const rows = root.querySelectorAll('.lanes-plot tbody tr');
    // two weeks had nothing
    expect(rows).toHaveLength(11);
    expect(rows[0]?.textContent).toContain('34 %');
  });

  test('names nothing as off while it is worth people’s time', async () => {
    const fine = share([{ code: 'exception', count: 80 }], 1190);
    open({
      of: lanesOf({ share: fine, lanes: [OPEN], calibrations: [CALIBRATION] }, { weeks: WORTH }),
    });
    await shown(/Within the 5 to 10 %/);
    expect(text()).not.toContain('What is miscalibrated');
  });

  test('draws no picture of weeks without a proposal', async () => {
    open({ of: lanesOf({ share: MANY }, { weeks: weeks([null, null]) }) });
    await shown(/reached a person/);
    expect(root.querySelector('svg.lanes-plot, .lanes-plot svg')).toBeNull();
  });
});

test('audits say their rates, what was found, and what nobody found', async () => {
  open({ of: lanesOf({}, { looks: LOOKS }) });
  await shown(/212 were looked at afterwards, 3 of them defective; 4 audits wait/);
  expect(text()).toContain('Of all that ran, 1.2 % (0.4 % to 3 %).');
  expect(text()).toContain('at least 2 defects were found by nobody');
  expect(text()).toContain('noticed 33 of 41 (65 % to 91 %)');
  expect(text()).toContain('from 0.9010 %100 %');
  render(null, root);
  open({ of: lanesOf({}, { looks: NO_LOOKS }) });
  await shown(/Nothing that ran by itself was looked at yet; 0 audits wait/);
});

test('a link opens its workflow, and another is one press away, by keyboard too', async () => {
  const rows = [row(), row({ id: 'quiet', name: 'Quiet', share: null, open: 0 })];
  const asked = open({ rows, of: WAITING, first: { workflow: 'quiet', space: 'one' } });
  await vi.waitFor(() =>
    expect(asked('lanes.of')).toEqual([{ space: 'one', workflowId: 'quiet' }]),
  );
  const button = page.getByRole('button', { name: /Outbound, mid-market/ });
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(asked('lanes.of').at(-1)).toEqual({ space: 'one', workflowId: 'outbound' }),
  );
  expect(button.element().getAttribute('aria-current')).toBe('true');
});

test('defects beyond the listed ones are counted, and earlier changes are one press away', async () => {
  const defects = Array.from({ length: 25 }, (_, nth) => ({
    proposalId: `01930000-0000-7000-8000-${String(nth).padStart(12, '0')}`,
    ...{ at: LEFT.openedAt, foundBy: 'audit' as const },
  }));
  open({ of: { ...RUNNING, left: [{ ...LEFT, defects }] } });
  await shown(/25 are known to be defective/);
  expect(root.querySelectorAll('.lanes-defects li')).toHaveLength(20);
  expect(text()).toContain('and 5 more');
  expect(text()).toContain('Earlier (2)');
});
