import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDigest } from '../../../../src/core/digest/content.ts';
import { editFault } from '../../../../src/core/review/edit.ts';
import { emptyDraft, rowsOf, withDraft } from '../../../../src/pages/review/kinds/draft.ts';
import { planFromWork } from '../../../../src/pages/review/kinds/plan.ts';
import { moneyWords } from '../../../../src/pages/review/kinds/words.ts';
import { CONTEXT, WORKS, type Work, workItem } from './works.ts';

const draft = (values: Record<string, string> = {}, struck: number[] = []) => ({
  revision: 1,
  struck,
  values,
});
const faultsOf = (content: Work, values: Record<string, string>, struck: number[] = []) => [
  ...withDraft(content, draft(values, struck), CONTEXT).faults.values(),
];
const works = Object.values(WORKS) as Work[];

describe('what was typed is not taken', () => {
  it.each([
    ['28,000', 'a thousands separator'],
    ['1e3', 'an exponent'],
    ['', 'nothing'],
    ['0x10', 'hexadecimal'],
    ['12345678901234567', 'more digits than a number has'],
    ['NaN', 'no number'],
    ['١٢', 'digits that a machine reads otherwise'],
  ])('as a number: “%s”, %s', (typed) => {
    expect(faultsOf(WORKS['record.update'], { 'changes.1.after': typed })).toEqual([
      expect.stringContaining('number'),
    ]);
  });

  it('as a text where it is blank, as a time where there is none, as an owner who is not one', () => {
    expect(faultsOf(WORKS['message.social'], { text: ' \n' })).toHaveLength(1);
    expect(faultsOf(WORKS['call.task'], { dueAt: '' })).toEqual([expect.stringContaining('day')]);
    expect(faultsOf(WORKS['call.task'], { dueAt: '2026-02-31T25:00' })).toHaveLength(1);
    expect(faultsOf(WORKS['lead.route'], { owner: 'x' })).toHaveLength(1);
    expect(faultsOf(WORKS['price.quote'], { 'lines.0.quantity': '0' })).toHaveLength(1);
    expect(faultsOf(WORKS['price.quote'], { 'lines.0.discount': '101' })).toHaveLength(1);
    expect(faultsOf(WORKS['message.social'], { text: 'bell \u0007' })).toHaveLength(1);
  });

  it('when nothing is left', () => {
    for (const content of works) {
      const all = rowsOf(content).map((_, at) => at);
      if (all.length === 0 || content.kind === 'lead.route') continue;
      expect(faultsOf(content, {}, all), content.kind).toEqual([expect.stringContaining('reject')]);
    }
  });
});

describe('a plan', () => {
  it('without a draft, or with one that changes nothing, approves the revision itself', async () => {
    for (const content of works) {
      const item = await workItem(1, content);
      for (const one of [
        undefined,
        emptyDraft(1),
        draft({ text: 'text' in content ? content.text : '' }),
      ])
        expect(await planFromWork(item, one)).toMatchObject({
          can: true,
          action: 'approve',
          contentDigest: item.contentDigest,
          leaves: content,
        });
    }
  });

  it('ignores a draft of another revision: its rows are other rows', async () => {
    const item = await workItem(1, WORKS['record.update'], { revision: 2 });
    expect(await planFromWork(item, draft({}, [0]))).toMatchObject({ action: 'approve' });
  });

  it('is none for a quote whose total is wrong, until it is edited', async () => {
    const wrong = { ...WORKS['price.quote'], total: { minor: 1, currency: 'USD' } };
    const item = await workItem(1, wrong);
    expect(await planFromWork(item)).toMatchObject({ can: false });
    expect(await planFromWork(item, draft({ total: 'sum' }))).toMatchObject({
      can: true,
      action: 'approve_edited',
      content: WORKS['price.quote'],
    });
  });

  it('is none where the gate would refuse the edit, and says why', async () => {
    const item = await workItem(1, WORKS['price.quote']);
    const plan = await planFromWork(item, draft({ 'lines.1.discount': '16' }));
    expect(plan).toMatchObject({ can: false, why: expect.stringContaining('15 %') });
    const steps = await workItem(1, WORKS['sequence.enroll']);
    expect(await planFromWork(steps, draft({ 'steps.0.at': '2031-01-01T00:00' }))).toMatchObject({
      can: false,
      why: expect.stringContaining('precedes'),
    });
  });

  it('carries the edited content with its own digest', async () => {
    const item = await workItem(1, WORKS['contact.enrich']);
    const plan = await planFromWork(item, draft({ 'changes.1.pick': '1' }, [0]));
    const content = {
      ...WORKS['contact.enrich'],
      changes: [
        { field: 'amount', before: 31_200, after: 27_500 },
        { field: 'country', before: null, after: 'Spain' },
      ],
    };
    expect(plan).toMatchObject({ content, contentDigest: await contentDigest(content) });
  });

  it('guesses the reason: a time, a person, a price, or words', async () => {
    const guess = async (content: Work, values: Record<string, string>, struck: number[] = []) => {
      const plan = await planFromWork(await workItem(1, content), draft(values, struck));
      return plan.can ? plan.guess : plan.why;
    };
    expect(await guess(WORKS['call.task'], { dueAt: '2030-01-05T10:00' })).toBe('timing');
    expect(await guess(WORKS['meeting.schedule'], {}, [0])).toBe('wrong_person');
    expect(await guess(WORKS['price.quote'], { 'lines.0.discount': '5' })).toBe('offer');
    expect(await guess(WORKS['message.social'], { text: 'Hello.' })).toBe('tone');
    expect(await guess(WORKS['lead.score'], { after: '12' })).toBe('wrong_fact');
  });

  it('is one the gate takes, whatever was struck and typed', async () => {
    const paths = [
      'changes.0.after',
      'changes.1.after',
      'steps.0.body',
      'lines.0.discount',
      'text',
    ];
    const typed = fc.dictionary(
      fc.constantFrom(...paths),
      fc.oneof(fc.string(), fc.nat().map(String)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...works),
        typed,
        fc.subarray([0, 1, 2]),
        async (content, values, struck) => {
          const item = await workItem(1, content);
          const plan = await planFromWork(item, draft({ ...values }, struck));
          if (!plan.can || !plan.content) return;
          expect(editFault(content, plan.content, item)).toBeNull();
          expect(plan.contentDigest).toBe(await contentDigest(plan.content));
        },
      ),
    );
  });
});

it('money is said exactly, also where a double could not', () => {
  expect(moneyWords(9_007_199_254_740_993_01n, 'USD')).toMatch(/9,007,199,254,740,993\.01/);
  expect(moneyWords(-5n, 'USD')).toMatch(/0\.05/);
  expect(moneyWords(1234n, 'JPY')).toMatch(/1,234(?!\.)/);
  expect(moneyWords(1234n, 'KWD')).toMatch(/1\.234/);
});
