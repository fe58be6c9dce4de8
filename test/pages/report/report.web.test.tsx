import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { disclosuresOf } from '../../../src/pages/report/DisclosuresForm.tsx';
import { ReportPage } from '../../../src/pages/report/ReportPage.tsx';
import { quartersAt, quarterWords } from '../../../src/pages/report/words.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/report/report.css';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { space, status, worker } from '../evidence-ask.ts';
import { BARE, CERTIFICATE, REPORT } from './samples.ts';

const NOW = Date.parse('2026-11-28T10:00:00.000Z');
const ADMIN = {
  report: { signed: REPORT, admin: true },
  erasures: { erasures: [CERTIFICATE, { ...CERTIFICATE, id: 'x', reason: 'retention' }] },
};

let root: HTMLElement;
afterEach(() => {
  render(null, root);
  vi.restoreAllMocks();
});

function open(answers: Record<string, unknown>, theme: 'light' | 'dark' = 'light', width = 880) {
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  root.style.width = `${width}px`;
  document.body.replaceChildren(root);
  const { ask, asked } = worker({ status: status(space()), ...answers });
  render(<ReportPage ask={ask} now={NOW} />, root);
  return { asked };
}
const text = () => (root.textContent ?? '').replace(/\s+/g, ' ');
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const button = (name: string | RegExp) => page.getByRole('button', { name });

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each<[string, Record<string, unknown>, RegExp, number]>([
    ['a report, for an admin', ADMIN, /Certificates of erasure/, 880],
    ['a report, for an admin, at 320 px', ADMIN, /Certificates of erasure/, 320],
    ['a report, for a manager', { report: { signed: REPORT, admin: false } }, /an admin’s/, 320],
    ['nothing yet', { report: { signed: BARE, admin: false } }, /has no workflow/, 320],
    [
      'the gate is away',
      { report: new Error('The gate cannot be reached.') },
      /cannot be made/,
      320,
    ],
    ['a rep', { status: status(space({}, 'rep')) }, /for managers/, 320],
  ])('%s', async (_, answers, words, width) => {
    open(answers, theme, width);
    await shown(words);
    const { violations } = await axe.run(root);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(root.scrollWidth).toBeLessThanOrEqual(width);
  });
});

test('says who reviews what under which pattern, each figure with its interval, and what is not known', async () => {
  open({ report: { signed: REPORT, admin: false } });
  await shown(/Human oversight of AI work at Brightloop/);
  for (const words of [
    'Exception handling: what is uncertain or unusual goes to a person.',
    'Mara Lindqvist (manager, 210)',
    '84 % (79 % to 88 %; 251 of 299)',
    'half within 9 min (8 min to 10 min), nine in ten within 2.5 h (2 h to unknown); 299 counted',
    'mara@brightloop.example, and nobody else; nobody stands in',
    'not known: none counted',
    'Texts of closed proposals are erased after 365 days. Signals are kept until somebody erases them.',
    'In the period 1 person was erased on request. In the period 3 batches were erased by age.',
    'made at row 41207, and counts the 31,877 rows of its period, from 9331 to 41207',
    'Nothing was proposed in this period.',
  ])
    expect(text()).toContain(words);
});

test('is asked for a quarter, and saved as it was signed', async () => {
  const { asked } = open(ADMIN);
  await shown(/Save signed JSON/);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Period' }), '1');
  await vi.waitFor(() =>
    expect(asked.filter(([name]) => name === 'report').map(([, payload]) => payload)).toEqual([
      { space: 'one', from: '2026-10-01T00:00:00.000Z', to: '2026-11-28T10:00:00.000Z' },
      { space: 'one', from: '2026-07-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' },
    ]),
  );
  const blobs: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return 'blob:x';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await userEvent.click(button('Save signed JSON'));
  await vi.waitFor(() => expect(blobs).toHaveLength(1));
  expect(JSON.parse((await blobs[0]?.text()) ?? '')).toEqual(REPORT);
});

test('quarters of a year’s beginning are those of the year before', () => {
  expect(
    quartersAt(Date.parse('2027-01-02T00:00:00Z')).map((quarter) => [
      quarterWords(quarter),
      quarter.from,
    ]),
  ).toEqual([
    ['Quarter 1, 2027, so far', '2027-01-01T00:00:00.000Z'],
    ['Quarter 4, 2026', '2026-10-01T00:00:00.000Z'],
    ['Quarter 3, 2026', '2026-07-01T00:00:00.000Z'],
    ['Quarter 2, 2026', '2026-04-01T00:00:00.000Z'],
  ]);
});

test('an admin says what data is used, a line each; a line that lacks something is named', async () => {
  const { asked } = open({ ...ADMIN, 'disclosures.put': {} });
  await shown(/What the report says of your data/);
  const data = page.getByRole('textbox', { name: /Categories of data/ });
  await userEvent.fill(data, 'Names');
  await userEvent.click(button('Save').last());
  await shown(/“Names” needs a name and what it is for/);
  await userEvent.fill(data, 'Names | to greet people\n\nAddresses | to write | the CRM');
  await userEvent.click(button('Save').last());
  await shown(/Saved, and in the audit log/);
  expect(asked.find(([name]) => name === 'disclosures.put')?.[1]).toMatchObject({
    disclosures: {
      dataCategories: [
        { name: 'Names', purpose: 'to greet people' },
        { name: 'Addresses', purpose: 'to write', source: 'the CRM' },
      ],
      contact: 'privacy@brightloop.example',
    },
  });
  expect(disclosuresOf({ data: '', processors: 'A | b', contact: ' ' })).toHaveProperty('problem');
});

test('a certificate is shown by itself, and says whose it is by the address’s digest alone', async () => {
  open(ADMIN);
  await shown(/Certificates of erasure/);
  expect(root.querySelectorAll('.certificates li')).toHaveLength(1);
  await userEvent.click(button('Show the certificate'));
  await shown(/4 revisions, 3 decisions, 2 signals, 1 withdrawn/);
  const address = page.getByRole('textbox', { name: /Is it this person/ });
  await userEvent.fill(address, 'somebody@buyer.example');
  await userEvent.keyboard('{Enter}');
  await shown(/No: another’s/);
  await userEvent.fill(address, ' Ana@Buyer.example');
  await userEvent.click(button('Compare'));
  await shown(/Yes: the digest is of this address/);
  const styles = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const prints = styles.filter(
    (rule) => rule instanceof CSSMediaRule && /print/.test(rule.media.mediaText),
  );
  expect(prints.length).toBeGreaterThan(0);
});

describe.each(FOREIGN)('in %s', (name, language) => {
  const settings = { 'settings.get': { theme: 'light', language } };
  const why = 'The gate did not answer at all.';
  test.each<[string, Record<string, unknown>]>([
    ['a report, for an admin', ADMIN],
    ['a report, for a manager', { report: { signed: REPORT, admin: false } }],
    ['nothing yet', { report: { signed: BARE, admin: true }, erasures: { erasures: [] } }],
    ['the gate is away', { report: new Error(why) }],
  ])('nothing is left of the English: %s', async (_, answers) => {
    await page.viewport(320, 800);
    open({ ...settings, ...answers }, 'light', 320);
    await vi.waitFor(() => expect(root.querySelector('.paper, .field-problem')).not.toBeNull());
    unfold(root);
    await saidAllIn(root, name, [answers, why, space()]);
  });

  test('nor in a certificate, nor where a line lacks something', async () => {
    await page.viewport(320, 800);
    open({ ...settings, ...ADMIN }, 'light', 320);
    await vi.waitFor(() => expect(root.querySelector('.certificates li button')).not.toBeNull());
    const data = [ADMIN, space(), ' Ana@Buyer.example', 'Names'];
    await userEvent.fill(root.querySelector('.card textarea') as Element, 'Names');
    await userEvent.click(root.querySelector('[data-name=save-disclosures]') as Element);
    await userEvent.click(root.querySelector('.certificates li button') as Element);
    const address = root.querySelector('input[type=email]') as Element;
    await userEvent.fill(address, 'somebody@buyer.example');
    await userEvent.click(root.querySelector('[data-name=compare]') as Element);
    await saidAllIn(root, name, data);
    await userEvent.fill(address, ' Ana@Buyer.example');
    await userEvent.click(root.querySelector('[data-name=compare]') as Element);
    await vi.waitFor(() => expect(root.querySelector('.certificate bdi')).not.toBeNull());
    await saidAllIn(root, name, data);
    expect(root.querySelectorAll('.field-problem')).toHaveLength(1);
  });
});
