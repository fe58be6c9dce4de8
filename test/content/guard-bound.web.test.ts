import { describe, expect, it } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import {
  type SyntheticCompose,
  syntheticCompose,
} from '../fixtures/hosts/synthetic-gmail-compose.ts';
import { answerWith, asked, entry, pressOn, redeemed, stage, stop, yes } from './guard-stage.ts';

describe('a bound compose', () => {
  it('is redeemed once however fast Send is pressed, and by a button that was made anew meanwhile', async () => {
    let open: (told: unknown) => void = () => undefined;
    answerWith(() => new Promise((resolve) => (open = resolve)));
    const { sent, ended, made } = stage();
    await userEvent.click(made.send());
    await userEvent.click(made.send());
    await pressOn(made.body(), '{Control>}{Enter}{/Control}');
    made.rerenderSend();
    expect(redeemed()).toBe(1);
    open(yes);
    await expect.poll(() => ended.length).toBe(1);
    expect(sent).toEqual(['send']);
  });

  it('starts once when the button is made anew between press and release', async () => {
    const { sent, ended, made } = stage({ handlers: 'mouseup' });
    const { left, top } = made.send().getBoundingClientRect();
    const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect();
    const scale = frame.width / window.innerWidth || 1;
    const at = {
      x: frame.left + (left + 4) * scale,
      y: frame.top + (top + 4) * scale,
      button: 'left',
      clickCount: 1,
    };
    const dispatch = (type: string) =>
      (cdp() as unknown as { send(name: string, input: object): Promise<void> }).send(
        'Input.dispatchMouseEvent',
        { type, ...at },
      );
    await dispatch('mousePressed');
    made.rerenderSend();
    await dispatch('mouseReleased');
    await expect.poll(() => ended.length).toBe(1);
    expect([sent, redeemed()]).toEqual([[], 1]);
  });

  it.each(['gate', 'executed'] as const)(
    'never leaves by Gmail when the gate sends it (%s)',
    async (state) => {
      answerWith(async () => yes);
      const its = {
        ...entry,
        delivery: 'gate' as const,
        state: state === 'executed' ? state : ('approved' as const),
      };
      const { sent, ended, made } = stage({}, [its]);
      await userEvent.click(made.send());
      await expect.poll(() => ended.length).toBe(1);
      expect([sent, redeemed()]).toEqual([[], 0]);
      expect(ended[0]).toMatchObject({
        refusal: state === 'executed' ? 'already-sent' : 'gate-sends',
      });
    },
  );

  it.each([
    ['a character', (made: SyntheticCompose) => made.body().append('!')],
    [
      'the quote',
      (made: SyntheticCompose) => made.body().querySelector('.gmail_quote')?.append('!'),
    ],
    [
      'a recipient',
      (made: SyntheticCompose) =>
        made.root
          .querySelector('[role=option]')
          ?.setAttribute('data-hovercard-id', 'eve@evil.example'),
    ],
  ])('is not sent when %s changes while the gate is asked', async (_, change) => {
    const quote = document.createElement('div');
    quote.className = 'gmail_quote';
    quote.append('before');
    const { sent, ended, made } = stage({ body: [document.createTextNode('text'), quote] });
    answerWith(async () => {
      change(made);
      return yes;
    });
    await userEvent.click(made.send());
    await expect.poll(() => ended.length).toBe(1);
    expect(sent).toEqual([]);
    expect(ended[0]).toMatchObject({ released: false, refusal: 'changed' });
    expect(asked.at(-1)?.[1]).toMatchObject({
      dispatchId: yes.dispatchId,
      outcome: 'not_executed',
    });
  });

  it('is not sent when the worker does not answer, nor when it answers nonsense', async () => {
    for (const broken of [
      () => Promise.reject(new Error('gone')),
      async () => ({ released: true }),
    ]) {
      answerWith(broken);
      const { sent, ended, made } = stage();
      await userEvent.click(made.send());
      await expect.poll(() => ended.length).toBe(1);
      expect(ended[0]).toMatchObject({ released: false, refusal: 'offline' });
      expect(sent).toEqual([]);
      stop();
    }
  });

  it('is neither sent nor redeemed by what the page makes up', async () => {
    answerWith(async () => yes);
    const { sent, made } = stage();
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      made.send().dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
    made.send().click();
    made.body().dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      }),
    );
    expect([sent, redeemed()]).toEqual([[], 0]);
  });

  it("sends once even if the page adds events of its own to the guard's", async () => {
    answerWith(async () => yes);
    const { sent, made } = stage({ handlers: 'mouseup', stays: true });
    made.send().addEventListener('mousedown', () => {
      for (const _ of [1, 2])
        made.send().dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
    });
    await userEvent.click(made.send());
    await expect.poll(() => sent.length).toBe(1);
    expect(sent).toEqual(['send']);
  });

  it('is refused when Gmail refuses', async () => {
    answerWith(async () => yes);
    const { ended, made } = stage();
    made.send().addEventListener(
      'click',
      (event) => {
        event.stopImmediatePropagation();
        const dialog = document.createElement('div');
        dialog.setAttribute('role', 'alertdialog');
        document.body.append(dialog);
      },
      { capture: true },
    );
    await userEvent.click(made.send());
    await expect.poll(() => ended.length).toBe(1);
    expect(ended[0]).toMatchObject({ released: true, outcome: 'not_executed' });
    document.querySelector('[role=alertdialog]')?.remove();
  });

  it('is unapproved again when Undo brings it back, also if the index has dropped it', async () => {
    answerWith(async () => yes);
    const { composes, compose, index, ended, made } = stage();
    await userEvent.click(made.send());
    await expect.poll(() => ended.length).toBe(1);
    composes.sent(compose);
    index.set([], true, true);
    const back = syntheticCompose({});
    expect(composes.verdict(composes.added(back.root))).toBe('bound');
    back.remove();
  });

  it('says when the person discards it', async () => {
    const { questions, made } = stage();
    await userEvent.click(made.discard);
    expect(questions).toEqual(['discarding']);
  });
});
