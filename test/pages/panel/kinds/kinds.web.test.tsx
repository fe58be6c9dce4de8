import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { contentDigest } from '../../../../src/core/digest/content.ts';
import type { Content } from '../../../../src/core/schema/content.ts';
import type { Standing } from '../../../../src/core/schema/standing.ts';
import { moneyOf, whenWords } from '../../../../src/pages/review/kinds/words.ts';
import { idOf } from '../samples.ts';
import type { Stage } from '../stage.tsx';
import { ready, shown } from './states.tsx';
import { WORKS, type Work, workItem } from './works.ts';

let on: Stage;
afterEach(() => on?.stop());

const box = () => document.querySelector('.work-box')?.textContent ?? '';
const approveButton = () => document.querySelector('[data-name=approve]');
const focused = () => document.activeElement?.textContent ?? '';
const toPanel = () => document.querySelector<HTMLElement>('main.body')?.focus();
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await ready(on);
    await userEvent.keyboard(key);
    await new Promise((done) => setTimeout(done, 40)); // a finger lifts
  }
}
async function decided() {
  await vi.waitFor(() => expect(on.decided).toHaveLength(1));
  const [payload] = on.decided;
  if (!payload) throw new Error('nothing was decided');
  return payload;
}

/** Every value in a content, by its path; money and times as they are said. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'object' && value !== null && 'minor' in value)
    return [[path, moneyOf(value as { minor: number; currency: string })]];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}/${key}`));
  const text = String(value ?? '(empty)');
  return [[path, /^\d{4}-\d\d-\d\dT/.test(text) ? whenWords(text) : text]];
}

describe('what is shown is what is approved', () => {
  it.each(Object.values(WORKS).map((work) => [work.kind, work] as const))(
    'every value of a %s stands there',
    async (kind, work) => {
      on = await shown(work, { theme: 'light' }, { context: {} });
      await vi.waitFor(() => {
        const text = box().toLowerCase();
        for (const [path, value] of leaves({ ...work, kind: '' }))
          if (path !== '/kind') expect(text, `${kind}${path}`).toContain(value.toLowerCase());
      });
      toPanel();
      await press('a');
      expect(await decided()).toMatchObject({
        action: 'approve',
        contentDigest: await contentDigest(work),
      });
      expect(on.decided[0]?.content).toBeUndefined();
    },
  );

  it('a long value stands there whole, however little of it changes', async () => {
    const before = Array.from({ length: 60 }, (_, n) => `sentence ${n}`).join(', ');
    const changes = [{ field: 'notes', before, after: `${before}.` }];
    on = await shown({ ...WORKS['record.update'], changes });
    expect(box()).toContain(`${before}.`);
  });

  it('an agent’s markup is text, and hidden characters are named', async () => {
    on = await shown({ ...WORKS['message.social'], text: '<img src=x onerror=alert(1)> a\u202eb' });
    expect(box()).toContain('<img src=x onerror=alert(1)>');
    expect(box()).toContain('right-to-left override');
    expect(document.querySelector('.work-box img')).toBeNull();
  });

  it('nothing can be approved between a change and the plan for it', async () => {
    on = await shown(WORKS['record.update']);
    const { toggleRow } = await import('../../../../src/pages/review/kinds/drafting.ts');
    const item = on.session.model.view.value?.item;
    if (item) toggleRow(on.session, item, 0);
    on.session.act('approve');
    expect(on.decided).toEqual([]);
    await ready(on);
    on.session.act('approve');
    const content = { ...WORKS['record.update'], changes: WORKS['record.update'].changes.slice(1) };
    expect(await decided()).toMatchObject({ content, contentDigest: await contentDigest(content) });
  });
});

describe('by keyboard alone', () => {
  it('a row is gone to, struck, kept again, and what is left is approved', async () => {
    on = await shown(WORKS['record.update']);
    toPanel();
    await press('d');
    await vi.waitFor(() => expect(focused()).toContain('dealstage'));
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toContain('amount');
    await press('d');
    await vi.waitFor(() => expect(box()).toContain('Struck'));
    expect(focused()).toContain('Keep amount');
    await press('d');
    await vi.waitFor(() => expect(box()).not.toContain('Struck'));
    await press('d');
    await vi.waitFor(() => expect(approveButton()?.textContent).toContain('Approve edit'));
    await press('a');
    const { changes } = WORKS['record.update'];
    const content = { ...WORKS['record.update'], changes: [changes[0], changes[2]] };
    expect(await decided()).toMatchObject({
      action: 'approve_edited',
      content,
      contentDigest: await contentDigest(content as Content),
      reason: { code: 'wrong_fact' },
    });
  });

  it('everything struck cannot be approved, only rejected', async () => {
    on = await shown({
      ...WORKS['record.update'],
      changes: WORKS['record.update'].changes.slice(0, 1),
    });
    toPanel();
    await press('d', 'd');
    await vi.waitFor(() => expect(document.body.textContent).toContain('Everything is struck'));
    expect(approveButton()?.getAttribute('aria-disabled')).toBe('true');
    await press('r', '1');
    expect(await decided()).toMatchObject({ action: 'reject', reason: { code: 'wrong_fact' } });
  });

  it('a value is edited: the form takes the keys, Escape leaves it, the difference stays', async () => {
    on = await shown(WORKS['record.update']);
    toPanel();
    await press('e');
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'));
    await userEvent.keyboard('{Tab}{Tab}');
    expect(document.activeElement?.id).toBe('edit-changes-1-after');
    await userEvent.keyboard('{Control>}a{/Control}27000a');
    await vi.waitFor(() =>
      expect(document.querySelector('#edit-changes-1-after-fault')?.textContent).toContain(
        'number',
      ),
    );
    expect(document.activeElement?.getAttribute('aria-describedby')).toBe(
      'edit-changes-1-after-fault',
    );
    expect(approveButton()?.getAttribute('aria-disabled')).toBe('true');
    await userEvent.keyboard('{Backspace}{Escape}');
    await vi.waitFor(() => expect(box()).toContain('The agent proposed: 28000'));
    await vi.waitFor(() => expect(document.activeElement?.matches('main.body')).toBe(true));
    await press('7', 'a');
    expect(await decided()).toMatchObject({
      action: 'approve_edited',
      reason: { code: 'formatting' },
      content: { changes: [{}, { field: 'amount', after: 27_000 }, {}] },
    });
  });

  it('is put off, gone back to, undone and helped with as a mail is', async () => {
    on = await shown(WORKS['lead.route']);
    toPanel();
    await press('?');
    await vi.waitFor(() => expect(document.querySelector('.help')).not.toBeNull());
    await userEvent.keyboard('{Escape}');
    await press('j');
    await vi.waitFor(() => expect(box()).toContain('+493012345678'));
    await press('k');
    await vi.waitFor(() => expect(box()).toContain('Granite'));
    await press('x');
    expect(await decided()).toMatchObject({ action: 'escalate', proposalId: idOf(1) });
    await press('z');
    await vi.waitFor(() => expect(on.undone).toHaveLength(1));
    await vi.waitFor(() => expect(box()).toContain('Granite'));
  });
});

describe('each kind’s own', () => {
  const click = (name: string, role: 'button' | 'textbox' = 'button') =>
    page.getByRole(role, { name, exact: true });
  const approved = async () => {
    await ready(on);
    toPanel();
    await press('a');
    return (await decided()).content as Work;
  };

  it('enrichment: value, source and age, and another source’s value by one press', async () => {
    on = await shown(WORKS['contact.enrich']);
    await vi.waitFor(() => expect(box()).toMatch(/Read in Order form, \d+ days ago/));
    expect(box()).toMatch(/Last changed by Tomás Okafor, \d+ days ago/);
    expect(box()).toContain('Mail of 3 November, no date');
    await click('Use 27500').click();
    expect(await approved()).toMatchObject({ changes: [{}, { after: 27_500 }, {}] });
  });

  it('routing: territory, conflict and load; another of the owners', async () => {
    on = await shown(WORKS['lead.route']);
    await vi.waitFor(() => expect(box()).toContain('31 of 30 open leads: full'));
    expect(box()).toContain('owned by another rep');
    expect(box()).toContain('South (another territory)');
    await click('Choose Tomás Okafor').click();
    expect(await approved()).toMatchObject({
      owner: { id: 't.o', name: 'Tomás Okafor' },
      queue: 'north',
    });
  });

  it('a quote: what policy allows, totals anew with each digit, finance’s alone to approve', async () => {
    on = await shown(WORKS['price.quote']);
    await vi.waitFor(() => expect(box()).toContain('Above the 15 % that the policy allows'));
    on.session.act('edit');
    await click('Discount, % of Review seat, year', 'textbox').fill('12.5');
    await vi.waitFor(() => expect(box()).toContain('$10,375.00'));
    expect(box()).not.toContain('Above the');
    expect(await approved()).toMatchObject({
      lines: [{ discount: 12.5 }, {}],
      total: { minor: 1_037_500, currency: 'USD' },
    });
    on.stop();
    on = await shown(WORKS['price.quote'], undefined, {
      signOff: { mine: false, message: 'Finance signs off prices here.' },
    });
    await vi.waitFor(() => expect(box()).toContain('Not yours. Finance signs off'));
    toPanel();
    await press('a');
    expect(on.decided).toEqual([]);
    await press('r', '5');
    expect(await decided()).toMatchObject({ action: 'reject', reason: { code: 'offer' } });
  });

  it('a quote that does not add up: said, and put right by one press', async () => {
    on = await shown({ ...WORKS['price.quote'], total: { minor: 970_001, currency: 'USD' } });
    await vi.waitFor(() => expect(box()).toContain('The lines come to $9,700.00'));
    expect(approveButton()?.getAttribute('aria-disabled')).toBe('true');
    await click('Use the sum of the lines').click();
    expect(await approved()).toEqual(WORKS['price.quote']);
  });

  it('a meeting: what the calendar holds then, and no longer once it is moved', async () => {
    on = await shown(WORKS['meeting.schedule']);
    await vi.waitFor(() => expect(box()).toContain('Forecast call'));
    on.session.act('edit');
    const local = new Date('2030-01-03T10:00:00Z');
    const text = (at: Date) =>
      new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await vi.waitFor(() => document.querySelector('#edit-start') ?? Promise.reject());
    await page.getByLabelText('From').fill(text(local));
    await page.getByLabelText('To').fill(text(new Date(local.getTime() + 1_800_000)));
    await vi.waitFor(() => expect(box()).toContain('Nothing else at that time'));
    expect(await approved()).toMatchObject({
      start: '2030-01-03T10:00:00.000Z',
      end: '2030-01-03T10:30:00.000Z',
    });
  });

  it('an enrollment: what keeps them out, where else they are; a step edited and one struck', async () => {
    on = await shown(WORKS['sequence.enroll']);
    await vi.waitFor(() => expect(box()).toContain('Keeps them out: Has an open opportunity'));
    expect(box()).toContain('Benchmark readers, of Tomás Okafor');
    await click('Strike step 2').click();
    on.session.act('edit');
    await click('Text of step 3', 'textbox').fill('May I ask again?');
    expect(await approved()).toMatchObject({
      steps: [
        { channel: 'email' },
        { channel: 'email', body: 'May I ask again?', subject: 'Following up' },
      ],
    });
  });

  it('a message: its flagged sentence is marked in it, and taken out by the key', async () => {
    const { text } = WORKS['message.social'];
    const words = 'matches what we measure';
    const start = text.indexOf(words);
    const span = { field: 'body' as const, start, end: start + words.length, text: words };
    on = await shown(WORKS['message.social'], undefined, {
      flags: [
        {
          code: 'claims.unsupported',
          origin: 'check',
          severity: 'medium',
          message: 'No evidence.',
          span,
        },
      ],
    });
    await vi.waitFor(() =>
      expect(document.querySelector('.work-box mark')?.textContent).toContain(words),
    );
    toPanel();
    // The first press offers what is left of the text, the second takes it.
    await press('f', 'd');
    await vi.waitFor(() => expect(document.body.textContent).toContain('Mend this sentence'));
    await press('d');
    await vi.waitFor(() => expect(document.querySelector('.work-box mark')).toBeNull());
    expect(document.body.textContent).toContain('No longer in the text.');
    expect(await approved()).toMatchObject({ text: 'Would you like the figures?' });
  });
});

describe('what the gate reads of the record as it is now', () => {
  const standing = (change: Partial<Standing>) => ({
    'item.standing': () => ({
      standing: { readAt: '2026-11-28T10:00:00.000Z', fields: [], suppressed: [], ...change },
    }),
  });

  it('a value before that no longer holds is a conflict, until its field is struck', async () => {
    on = await shown(
      WORKS['record.update'],
      undefined,
      {},
      {
        worker: standing({
          fields: [
            { field: 'dealstage', state: 'as-before', current: 'Evaluation' },
            { field: 'amount', state: 'changed', current: '<b>30000</b>' },
            { field: 'country', state: 'done', current: 'Spain' },
          ],
        }),
      },
    );
    const alert = () => document.querySelector('.work [role=alert]')?.textContent ?? '';
    await vi.waitFor(() => expect(alert()).toContain('amount now holds “<b>30000</b>”'));
    expect(document.querySelector('.work')?.textContent).toContain('Already so: country');
    await page.getByRole('button', { name: 'Strike amount' }).click();
    await vi.waitFor(() => expect(alert()).toBe(''));
    expect(document.querySelector('.work')?.textContent).toContain('holds what the agent saw');
  });

  it('that it could not be read is said, and people on the suppression list are named', async () => {
    on = await shown(
      WORKS['call.task'],
      undefined,
      {},
      {
        worker: standing({
          unread: 'HubSpot: no answer (ETIMEDOUT)',
          suppressed: [{ scope: 'account', value: 'hubspot:contact:7004', reason: 'bounce' }],
        }),
      },
    );
    const text = () => document.querySelector('.work')?.textContent ?? '';
    await vi.waitFor(() => expect(text()).toContain('could not be read: HubSpot: no answer'));
    expect(text()).toContain('hubspot:contact:7004: bounce');
  });
});

it('a new revision takes the edit back, and shows what the agent changed', async () => {
  on = await shown(WORKS['record.update']);
  toPanel();
  await press('d', 'd');
  await vi.waitFor(() => expect(box()).toContain('Struck'));
  const changes = WORKS['record.update'].changes.map((one) => ({ ...one }));
  if (changes[1]) changes[1].after = 29_000;
  const content = { ...WORKS['record.update'], changes };
  on.views.set(idOf(1), { item: await workItem(1, content, { revision: 2 }) });
  await on.changed([idOf(1)]);
  await vi.waitFor(() => expect(box()).not.toContain('Struck'));
  await vi.waitFor(() =>
    expect(
      document.querySelector('[aria-label^="Difference from the version"]')?.textContent,
    ).toContain('29000'),
  );
});

it('going back to the agent’s proposal approves that', async () => {
  on = await shown(WORKS['record.update']);
  toPanel();
  await press('d', 'd');
  await page.getByRole('button', { name: "Back to the agent's proposal" }).click();
  await ready(on);
  toPanel();
  await press('a');
  expect(await decided()).toMatchObject({ action: 'approve' });
});
