import { describe, expect, it } from 'vitest';
import { answerWith, asked, NEVER, PRESSES, redeemed, stage, yes } from './guard-stage.ts';

describe.each(['mousedown', 'mouseup', 'click', 'keydown'] as const)(
  'handlers on %s',
  (handlers) => {
    it.each([...PRESSES, ...NEVER])('%s is stopped while nobody approved', async (_, press) => {
      const { sent, ended, made } = stage({ handlers });
      await press(made);
      await expect.poll(() => ended.length).toBe(1);
      expect(sent).toEqual([]);
      expect(ended[0]).toMatchObject({ released: false });
    });

    it.each(PRESSES)('%s sends exactly once when it is cleared', async (_, press) => {
      answerWith(async () => yes);
      const { sent, ended, made } = stage({ handlers });
      await press(made);
      await expect.poll(() => ended.length).toBe(1);
      expect(sent).toHaveLength(1);
      expect(ended[0]).toMatchObject({ released: true, outcome: 'executed' });
      expect(redeemed()).toBe(1);
      expect(asked.at(-1)).toEqual([
        'send.result',
        { dispatchId: yes.dispatchId, outcome: 'executed' },
      ]);
    });

    it.each(NEVER)('%s is stopped also when it is cleared', async (_, press) => {
      answerWith(async () => yes);
      const { sent, ended, made } = stage({ handlers });
      await press(made);
      await expect.poll(() => ended.length).toBe(1);
      expect(ended[0]).toMatchObject({ released: false, refusal: 'schedule' });
      expect([sent, redeemed()]).toEqual([[], 0]);
    });
  },
);
