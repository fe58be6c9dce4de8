import { vi } from 'vitest';
import { authoredOf } from '../../../src/core/text/plain.ts';
import { idOf, itemOf } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

export type Look = { theme: 'light' | 'dark'; width?: number };
export type Build = (look: Look) => Promise<Stage>;

export const ready = async (on: Stage): Promise<Stage> => {
  await vi.waitFor(() => {
    if (!on.session.guard.armed(performance.now())) throw new Error('not armed');
    if (!on.session.model.plan.value) throw new Error('no plan');
  });
  return on;
};

export const shown = (selector: string) =>
  vi.waitFor(() => {
    if (!document.querySelector(selector)) throw new Error(`no ${selector}`);
  });

export const base = { uncovered: true } as const;

export async function plain(look: Look): Promise<Stage> {
  const views = [{ item: await itemOf(1) }, { item: await itemOf(2) }];
  const on = await stage({ ...base, ...look, views });
  await on.show(idOf(1));
  return ready(on);
}

export const edited = authoredOf(
  'Hi Petra,\n\nI saw that Huber Logistik opened its third warehouse in Ulm in March 2026.\nYour team grew by 12 % last year. Teams like yours save time with us.\n\nIs Thursday at 10:00 good for a short call?',
);
