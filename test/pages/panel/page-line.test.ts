import { expect, test, vi } from 'vitest';
import { DIRECTIONS } from '../../../src/messages/directions.ts';
import { contentToPanel, panelToContent } from '../../../src/messages/panel-and-content.ts';
import { portLine } from '../../../src/messages/port-line.ts';
import { pageLine } from '../../../src/pages/panel/connect.ts';
import { createModel } from '../../../src/pages/review/model.ts';
import { idOf } from './samples.ts';

/** A panel's line and the page's end of it; `admit` is the worker's answer. */
function line(admit: boolean) {
  const window = new EventTarget() as Window;
  const model = createModel();
  const asked: unknown[] = [];
  const shown: string[] = [];
  const channel = new MessageChannel();
  const page = pageLine({
    ...{ window, model, fromPage: () => true, onAdmitted: () => undefined },
    speak: async () => undefined,
    ask: (async (_name: string, payload: unknown) => {
      asked.push(payload);
      return { admitted: admit, settings: { theme: 'auto', keys: {} } };
    }) as unknown as Parameters<typeof pageLine>[0]['ask'],
    handlers: () =>
      ({
        show: ({ proposalId }: { proposalId: string }) => {
          shown.push(proposalId);
          return {};
        },
      }) as unknown as ReturnType<Parameters<typeof pageLine>[0]['handlers']>,
  });
  const hand = (data: unknown) =>
    window.dispatchEvent(Object.assign(new Event('message'), { data, ports: [channel.port2] }));
  const there = portLine({
    port: channel.port1 as unknown as MessagePort,
    out: { to: DIRECTIONS.contentToPanel, map: contentToPanel },
    in: {
      to: DIRECTIONS.panelToContent,
      map: panelToContent,
      handlers: { read: () => ({}), layout: () => ({}) } as never,
    },
  });
  return { model, asked, shown, page, hand, there };
}
const show = { proposalId: idOf(1), matched: 'none', dark: false, focus: false } as const;

test('what is no handover is not heard; the one that is opens both directions', async () => {
  const { model, asked, shown, page, hand, there } = line(true);
  for (const wrong of [null, 'x', { countersign: 'other', nonce: 'n' }, { countersign: 'panel' }])
    hand(wrong);
  hand({ countersign: 'panel', nonce: 'n', proposalId: 'no id' });
  expect(asked).toEqual([]);
  await expect(page.page('read', {})).rejects.toThrow('not connected');
  hand({ countersign: 'panel', nonce: 'n-1', proposalId: idOf(1) });
  hand({ countersign: 'panel', nonce: 'n-2' });
  expect(asked).toEqual([{ nonce: 'n-1', proposalId: idOf(1) }]);
  await vi.waitFor(() => expect(model.link.value).toBe('ready'));
  // Asked as soon as it is ready, before what hears the page has been fetched.
  expect(await page.page('layout', { width: 1, height: 1, folded: false })).toEqual({});
  await there.send('show', show);
  expect(shown).toEqual([idOf(1)]);
  await expect(
    there.send('show', { ...show, proposalId: 'nonsense' } as typeof show),
  ).rejects.toThrow();
  page.stop();
  there.close();
});

test('a frame that is not admitted hears nothing', async () => {
  const { model, shown, page, hand, there } = line(false);
  hand({ countersign: 'panel', nonce: 'n' });
  await vi.waitFor(() => expect(model.link.value).toBe('refused'));
  there.send('show', show).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 50));
  expect(shown).toEqual([]);
  await expect(page.page('read', {})).rejects.toThrow('not connected');
  page.stop();
  there.close();
});
