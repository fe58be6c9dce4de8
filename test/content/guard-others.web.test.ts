import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { recipientsSum } from '../../src/core/digest/recipients-sum.ts';
import { asked, entry, PRESSES, redeemed, stage } from './guard-stage.ts';

describe('a compose that is not ours', () => {
  it.each(PRESSES)('%s is untouched', async (_, press) => {
    const { sent, made } = stage({}, [{ ...entry, draftId: 'r-1' }]);
    await press(made);
    expect(sent).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  it('is untouched by typing, Enter and Space in the text', async () => {
    const { made, sent } = stage();
    await userEvent.type(made.body(), 'Dear d D{Enter}x');
    expect(made.body().textContent).toContain('Dear d D');
    expect([sent, redeemed()]).toEqual([[], 0]);
  });
});

describe('a compose that is not known yet', () => {
  it('is held until the index comes, then guarded', async () => {
    const { sent, ended, made, index } = stage({}, null);
    await userEvent.click(made.send());
    index.set([entry], true, true);
    await expect.poll(() => ended.length).toBe(1);
    expect([sent, redeemed()]).toEqual([[], 1]);
  });

  it('is let through once the index says that it is not ours', async () => {
    const { sent, made, index } = stage({}, null);
    await userEvent.click(made.send());
    expect(sent).toEqual([]);
    index.set([{ ...entry, draftId: 'r-1' }], true, true);
    await expect.poll(() => sent).toEqual(['send']);
  });

  it.each([
    ['let-through', ['send'], []],
    ['hold', [], ['held']],
  ] as const)(
    'goes by policy when its id never comes (%s), and is reported',
    async (policy, left, said) => {
      const { sent, questions, made, index } = stage({ draft: '' });
      index.unknownCompose = policy;
      await userEvent.click(made.send());
      await expect
        .poll(() => asked.some(([name]) => name === 'send.uncleared'), { timeout: 3000 })
        .toBe(true);
      expect([sent, questions]).toEqual([left, said]);
    },
  );

  it('is guarded when its id comes late', async () => {
    const { sent, ended, made } = stage({ draft: '' });
    await userEvent.click(made.send());
    made.root.querySelector('[name=draft]')?.setAttribute('value', '#msg-a:r-7673660351152959857');
    await expect.poll(() => ended.length, { timeout: 3000 }).toBe(1);
    expect([sent, redeemed()]).toEqual([[], 1]);
  });

  it('is asked about when its text is that of an item', async () => {
    const { matchDigest } = await import('../../src/core/digest/match.ts');
    const body = () => [document.createTextNode('the very text')];
    const reading = {
      to: ['bob@acme.example'],
      subject: 'Hi',
      authored: [{ text: 'the very text' }],
    };
    const { draftId: _, ...bare } = entry;
    const { sent, questions, made, composes, compose } = stage({ body: body() }, [
      {
        ...bare,
        matchDigest: await matchDigest(reading),
        recipientsSum: recipientsSum(reading.to),
      },
    ]);
    await expect.poll(() => compose.match?.matched).toBe('text');
    await userEvent.click(made.send());
    expect([sent, questions, redeemed()]).toEqual([[], ['text'], 0]);
    expect(await composes.confirm(compose, entry.proposalId)).toEqual({ bound: true });
    expect(composes.verdict(compose)).toBe('bound');
    composes.deny(compose);
    expect(composes.verdict(compose)).toBe('not-ours');
  });
});
