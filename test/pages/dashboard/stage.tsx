import { render } from 'preact';
import { afterEach, expect, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MetricsBy } from '../../../src/core/schema/metrics.ts';
import { Dashboard } from '../../../src/pages/dashboard/Dashboard.tsx';
import { answerBy, BRAKES, EVIDENCE } from './answer.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/dashboard/dashboard.css';

type Asked = { weeks: number; by: MetricsBy; workflowId?: string; space?: string };

export type Given = { manager: boolean; figures?: object; old?: string } | Error;

/** What is on screen, until the test ends: hooks run in the file that imports this. */
export let root: HTMLElement;
let evidence = EVIDENCE;
afterEach(() => {
  evidence = EVIDENCE;
  render(null, root);
  vi.useRealTimers();
});

/** What the gate is to say of a brake, until the test ends. */
export const giveEvidence = (now: typeof EVIDENCE): void => {
  evidence = now;
};

/** The page over a worker that answers what `give` says. */
export function open(
  give: (asked: Asked) => Given | Promise<Given> = ({ by }) => ({
    manager: true,
    figures: { answer: answerBy(by), brakes: BRAKES },
  }),
  theme: 'light' | 'dark' = 'light',
  language = 'en',
  kept?: object,
) {
  const asked: Asked[] = [];
  const listeners = new Set<() => void>();
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: any): Promise<any> => {
    if (name === 'status') return { spaces: [{ id: 's1', name: 'Seller' }] };
    if (name === 'settings.get') return { theme, language };
    if (name === 'metrics.brake') return evidence;
    if (name === 'metrics.kept') return { figures: kept };
    asked.push(payload);
    const given = await give(payload);
    if (given instanceof Error) throw given;
    return given;
  };
  if (language === 'en') document.documentElement.lang = 'en';
  document.title = 'Countersign dashboard';
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  const hear = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  render(<Dashboard ask={ask} hear={hear} />, root);
  const heard = () => {
    for (const listener of listeners) listener();
  };
  return { asked, heard };
}

export const figure = (id: string) => {
  const found = document.querySelector<HTMLElement>(`[data-figure="${id}"]`);
  if (!found) throw new Error(`there is no figure ${id}`);
  return found;
};

export const drawn = () =>
  vi.waitFor(() => expect(figure('brakes').querySelector('svg')).not.toBeNull());

export const choose = (label: string, value: string) =>
  userEvent.selectOptions(page.getByRole('combobox', { name: label }), value);

/** What a click saved: file names and their blobs. */
export function catchSaved(): { name: string; file: Blob }[] {
  const saved: { name: string; file: Blob }[] = [];
  let last: Blob | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    last = file as Blob;
    return 'blob:kept';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    if (last) saved.push({ name: this.download, file: last });
  });
  return saved;
}
