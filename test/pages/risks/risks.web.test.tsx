import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ScanAnswer } from '../../../src/core/scan/answer.ts';
import type { Status } from '../../../src/messages/pages-to-worker.ts';
import { type FoundNow, risksToWorker } from '../../../src/messages/risks.ts';
import { Risks } from '../../../src/pages/risks/Risks.tsx';
import { INVENTORY } from '../../../src/pages/risks/words.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/risks/risks.css';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { FOUND, LONG, NOTHING, RISKY, SILENT, statusOf } from './states.ts';

let root: HTMLElement;
afterEach(() => render(null, root));

type World = {
  status?: Status;
  found?: FoundNow | Error;
  scanned?: ScanAnswer | Error;
  fix?: object | Error;
};

/** The page over a scripted worker, whose answers pass the schemas of the messages. */
function open(world: World = {}, theme: 'light' | 'dark' = 'light', language?: string) {
  const asked: [string, unknown][] = [];
  const answers: Record<string, () => unknown> = {
    'settings.get': () => ({ theme, language }),
    status: () => world.status ?? statusOf('manager', ['Northwind']),
    risks: () => risksToWorker.risks.reply.parse(thrown(world.found ?? NOTHING)),
    'risks.scan': () => risksToWorker['risks.scan'].reply.parse(thrown(world.scanned ?? SILENT)),
    'risks.fix': () => risksToWorker['risks.fix'].reply.parse(thrown(world.fix ?? { version: 4 })),
  };
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: unknown): Promise<any> => {
    asked.push([name, payload]);
    return answers[name]?.() ?? {};
  };
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<Risks ask={ask} hear={() => () => undefined} />, root);
  return { world, of: (name: string) => asked.filter(([one]) => one === name).map(([, p]) => p) };
}
function thrown<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}
const text = () => root.textContent ?? '';
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const button = (name: string) => page.getByRole('button', { name });
const away = new Error('The gate cannot be reached.');

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each<[string, World, RegExp]>([
    ['nothing found', {}, /No structural risk/],
    ['found, with long names', { found: FOUND, scanned: RISKY }, /2 structural risks/],
    ['the gate is away', { found: away, scanned: away }, /could not be scanned/],
    ['two workspaces', { status: statusOf('manager', ['One', LONG]), found: FOUND }, /risk/],
    ['a rep', { status: statusOf('rep', ['Northwind']) }, /for managers/],
    ['not paired', { status: statusOf('manager', []) }, /not paired with a gate/],
  ])('%s', async (_, world, until) => {
    await page.viewport(320, 800);
    open(world, theme);
    await shown(until);
    const { violations } = await axe.run(root);
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  });
});

test('a finding shows its evidence with intervals, its cost, and what each fix changes', async () => {
  open({ found: FOUND });
  await shown('Rubber-stamping');
  const [card] = root.querySelectorAll('article');
  const plain = card?.textContent?.replaceAll('\u00a0', ' ');
  expect(plain).toContain('10 % (4.7 % to 20 %)6050 %');
  expect(card?.textContent).toContain('54 approvals went out that nobody read');
  expect(card?.textContent).toContain('Clones that one press decides: 20 → 10');
  expect(root.querySelectorAll('article')[1]?.textContent).toContain('counted in full');
  expect(root.querySelectorAll('article')[1]?.textContent).toContain('No one click mends this');
});

test('one click asks for a reason, sends what was shown, says what came of it and looks again', async () => {
  const { world, of } = open({ found: FOUND });
  await shown('Smaller batches');
  await userEvent.click(button('Do this…').first());
  await userEvent.click(button('Do it'), { force: true });
  expect(of('risks.fix')).toEqual([]);
  await userEvent.click(page.getByLabelText('Why?'));
  await userEvent.keyboard('We read too fast.');
  world.found = NOTHING;
  await userEvent.keyboard('{Enter}');
  await shown('the policy is at version 4');
  await shown('None found.');
  expect(of('risks.fix')).toEqual([
    {
      ...{ space: 'countersign-0', finding: 'A1:unread:ana', fix: 'smaller-batches:outbound' },
      ...{ basedOn: 3, reason: 'We read too fast.' },
    },
  ]);
});

test('a fix that is refused says why where it was asked, and nothing is lost', async () => {
  const { of } = open({ found: FOUND, fix: new Error('The policy is at version 5 by now.') });
  await shown('Smaller batches');
  await userEvent.click(button('Do this…').first());
  await userEvent.keyboard('Because.{Enter}');
  await shown('The policy is at version 5 by now.');
  expect(of('risks.fix')).toHaveLength(1);
  expect(document.querySelector<HTMLInputElement>('form input')?.value).toBe('Because.');
  await userEvent.click(document.querySelector('form input') as Element);
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.querySelector('form')).toBeNull());
});

test('an inventory is read here and scanned there; bad rows are told', async () => {
  const { world, of } = open();
  await shown('No structural risk in 3 workflows.');
  world.scanned = RISKY;
  const input = document.querySelector('input[type=file]') as HTMLInputElement;
  await userEvent.upload(input, new File(['type,name\n'], 'ours.csv', { type: 'text/csv' }));
  await shown('2 structural risks in 1 workflow and 2 of 3 rows of ours.csv');
  expect(of('risks.scan').at(-1)).toEqual({ space: 'countersign-0', csv: 'type,name\n' });
  expect(text()).toContain('Line 3, approval: is countersign, person or none');
  expect(text()).toContain('Not looked at: colour');
});

test('a file that is too large is refused before it is sent', async () => {
  const { of } = open();
  await shown('No structural risk');
  const input = document.querySelector('input[type=file]') as HTMLInputElement;
  await userEvent.upload(input, new File(['x'.repeat(4_000_001)], 'big.csv'));
  await shown('The file is too large');
  expect(of('risks.scan')).toEqual([{ space: 'countersign-0' }]);
});

test('of two workspaces each is asked for its own, and a rep’s is not shown', async () => {
  const both = statusOf('manager', ['One', 'Two', 'Three']);
  const [, , third] = both.spaces;
  if (third) third.reviewer.role = 'rep';
  const { of } = open({ status: both });
  await vi.waitFor(() => expect(of('risks')).toHaveLength(2));
  expect(of('risks')).toEqual([{ space: 'countersign-0' }, { space: 'countersign-1' }]);
  expect(text()).not.toContain('Three');
});

describe.each(FOREIGN)('in %s', (name, language) => {
  const columns = INVENTORY.map(({ column }) => column);
  test.each<[string, World]>([
    ['nothing found', {}],
    ['found, with an inventory', { found: FOUND, scanned: RISKY }],
    ['the gate is away', { found: away, scanned: away }],
    ['a rep', { status: statusOf('rep', ['Northwind']) }],
    ['not paired', { status: statusOf('manager', []) }],
  ])('nothing is left of the English: %s', async (state, world) => {
    await page.viewport(320, 800);
    open(world, 'light', language);
    const settled = state === 'a rep' || state === 'not paired' ? '.empty' : '.risks-part .card';
    await vi.waitFor(() =>
      expect(root.querySelector(state === 'the gate is away' ? '.banner' : settled)).not.toBeNull(),
    );
    unfold(root);
    const fix = root.querySelector('button[data-name^="fix-"]');
    if (fix) await userEvent.click(fix);
    const status = statusOf('manager', ['Northwind']);
    await saidAllIn(root, name, [world, away.message, columns, status]);
  });
});
