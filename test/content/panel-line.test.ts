import { afterEach, describe, expect, it } from 'vitest';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { lightPortLine } from '../../src/messages/light-port-line.ts';
import { contentToPanel, panelToContent } from '../../src/messages/panel-and-content.ts';
import { portLine } from '../../src/messages/port-line.ts';

const id = '0190a000-0000-7000-8000-000000000001';
let close = () => undefined as unknown;
afterEach(() => close());

/** The panel's real end on one port, the content script's on the other. */
function line() {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  const hear = (payload: unknown) => {
    heard.push(payload);
    return {};
  };
  const say = lightPortLine({
    port: port1,
    to: { panel: DIRECTIONS.contentToPanel, content: DIRECTIONS.panelToContent },
    handlers: {
      read: () => ({}),
      title: () => ({ name: 'Nadia Farouk' }),
      mark: ({ marks }) => ({ placed: marks.map((mark) => mark.id) }),
      reveal: (payload) => void heard.push(payload),
      write: () => ({ written: false }),
      confirm: () => Promise.reject(new Error('no compose')),
      deny: () => undefined,
      send: () => ({ started: true }),
      discard: () => ({ discarded: false }),
      open: () => ({ opened: true }),
      layout: hear,
      blur: hear,
    },
  });
  const panel = portLine({
    port: port2,
    out: { to: DIRECTIONS.panelToContent, map: panelToContent },
    in: {
      to: DIRECTIONS.contentToPanel,
      map: contentToPanel,
      handlers: { show: hear, hide: hear, idle: hear, reading: hear, stopped: hear, sent: hear },
    },
  });
  close = () => {
    panel.close();
    port1.close();
  };
  return { say, panel, heard, port2 };
}

describe('the line between content script and panel', () => {
  it('is understood at both ends, in both directions', async () => {
    const { say, panel, heard } = line();
    const mark = { id: 'm', field: 'body' as const, start: 0, end: 1, status: 'stale' as const };
    expect(await panel.send('mark', { marks: [mark] })).toEqual({ placed: ['m'] });
    expect(await panel.send('title', {})).toEqual({ name: 'Nadia Farouk' });
    expect(await panel.send('reveal', { id: null })).toEqual({});
    expect(await panel.send('deny', {})).toEqual({});
    await say('show', { proposalId: id, matched: 'draft', dark: false, focus: false });
    await say('sent', { proposalId: id, outcome: 'recalled' });
    expect(heard).toHaveLength(3);
  });

  it('tells the other end what was refused, and does not hang on what makes no sense', async () => {
    const { say, panel, port2 } = line();
    await expect(panel.send('confirm', {})).rejects.toThrow('no compose');
    await expect(panel.send('open', { proposalId: 'x' })).rejects.toThrow('not understood');
    const wrong = { proposalId: 'x', outcome: 'recalled' as const };
    await expect(say('sent', wrong)).rejects.toThrow();
    for (const junk of [null, 7, {}, { id: 1 }, { id: 99, outcome: {} }, { id: 'x', envelope: {} }])
      port2.postMessage(junk);
    expect(await panel.send('send', {})).toEqual({ started: true });
  });
});
