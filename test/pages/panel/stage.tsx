import type { Handlers, Payload } from '../../../src/messages/channel.ts';
import { receiver } from '../../../src/messages/channel.ts';
import { DIRECTIONS } from '../../../src/messages/directions.ts';
import {
  contentToPanel,
  type PanelToContent,
  panelToContent,
  type ReadingMessage,
} from '../../../src/messages/panel-and-content.ts';
import { type PanelToWorker, panelToWorker } from '../../../src/messages/panel-to-worker.ts';
import { portLine } from '../../../src/messages/port-line.ts';
import type { ItemView } from '../../../src/messages/shared.ts';
import type { Runtime } from '../../../src/pages/panel/runtime.ts';
import { startPanel } from '../../../src/pages/panel/start.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/pages/review/review.css';
import '../../../src/pages/review/kinds.css';

export type Decided = Payload<PanelToWorker, 'decide'>;
type WorkerHandlers = Handlers<PanelToWorker, null>;
type PageHandlers = Handlers<PanelToContent, MessagePort>;

/**
 * A real panel in this document between two scripted ends: a worker and a content script that speak
 * the real envelopes. Everything between is the shipped code.
 */
export async function stage(input: {
  views: ItemView[];
  reading?: ReadingMessage;
  worker?: Partial<WorkerHandlers>;
  page?: Partial<PageHandlers>;
  admitted?: boolean;
  keys?: Record<string, string>;
  theme?: 'auto' | 'light' | 'dark';
  connection?: 'live' | 'offline' | 'unpaired' | 'revoked';
  /** whether the panel may take it that nothing covers it; a test of the observer leaves it out */
  uncovered?: boolean;
  width?: number;
}) {
  const views = new Map(input.views.map((view) => [view.item.proposalId, view]));
  const decided: Decided[] = [];
  const undone: string[] = [];
  const asked: { name: string; payload: unknown }[] = [];
  let reading = input.reading;
  const order = () => [...views.values()].filter(({ item }) => item.state === 'pending');

  const worker: WorkerHandlers = {
    'panel.hello': ({ proposalId }) => {
      const view = proposalId === undefined ? undefined : views.get(proposalId);
      return {
        admitted: input.admitted ?? true,
        settings: { theme: input.theme ?? 'light', keys: input.keys ?? {} },
        ...(view ? { view } : {}),
      };
    },
    'items.ahead': ({ known, count }) => ({
      views: order()
        .filter(({ item }) => !known.includes(item.proposalId))
        .slice(0, count),
    }),
    'panel.ping': () => ({}),
    'item.get': ({ proposalId }) => {
      const view = views.get(proposalId);
      return view ? { view } : {};
    },
    'item.look': () => ({}),
    'item.neighbours': ({ proposalId, count }) => {
      const all = order().filter(({ item, local }) => !local || item.proposalId === proposalId);
      const at = all.findIndex(({ item }) => item.proposalId === proposalId);
      const rest = all.filter(({ item }) => item.proposalId !== proposalId);
      return {
        next: (at < 0 ? rest : [...all.slice(at + 1), ...all.slice(0, at)]).slice(0, count),
        previous: at > 0 ? all.slice(Math.max(0, at - count), at).reverse() : [],
        pending: all.length,
        ...(input.connection ? { connection: input.connection } : { connection: 'live' as const }),
      };
    },
    decide: (payload) => {
      decided.push(payload);
      const undoUntil = new Date(Date.now() + 10_000).toISOString();
      const view = views.get(payload.proposalId);
      const { decisionId, action } = payload;
      if (view) {
        const local = { decisionId, action, state: 'saved' as const, undoUntil };
        views.set(payload.proposalId, { ...view, local });
      }
      return { saved: true, undoUntil };
    },
    'undo.open': () => ({}),
    undo: ({ decisionId }) => {
      undone.push(decisionId);
      for (const [id, view] of views) {
        if (view.local?.decisionId === decisionId) views.set(id, { item: view.item });
      }
      return { undone: true };
    },
    'decision.settled': ({ decisionId }) => {
      const view = [...views.values()].find(({ local }) => local?.decisionId === decisionId);
      return view ? { view } : {};
    },
    'first.look': ({ look }) => (look ? { look } : {}),
    pace: () => ({}),
    'put-off': () => ({ putOff: true }),
    'item.standing': () => ({}),
    'decide.clones': ({ rows }) => ({
      saved: rows.map(({ decisionId, proposalId }) => ({ decisionId, proposalId })),
      refused: [],
      undoUntil: new Date(Date.now() + 10_000).toISOString(),
    }),
    'defect.report': () => ({ undoUntil: new Date(Date.now() + 6000).toISOString() }),
    'defect.undo': () => ({ undone: true }),
    lease: () => ({ others: [] }),
    ...input.worker,
  };
  const receive = receiver<PanelToWorker, null>({
    to: DIRECTIONS.panelToWorker,
    map: panelToWorker,
    admit: () => undefined,
    handlers: worker,
  });
  const listeners = new Set<Parameters<Runtime['onMessage']['addListener']>[0]>();
  const runtime: Runtime = {
    id: 'countersign',
    sendMessage: async (envelope) => {
      asked.push({ name: envelope.name, payload: envelope.payload });
      return structuredClone(await receive(structuredClone(envelope), null));
    },
    onMessage: {
      addListener: (listener) => listeners.add(listener),
      removeListener: (listener) => listeners.delete(listener),
    },
  };

  const told: { name: string; payload: unknown }[] = [];
  const tell =
    <P, R>(name: string, reply: R) =>
    (payload: P): R => {
      told.push({ name, payload });
      return reply;
    };
  const page: PageHandlers = {
    read: () => (reading ? { reading } : {}),
    title: () => ({ name: null }),
    mark: tell('mark', { placed: [] }),
    reveal: tell('reveal', {}),
    write: tell('write', { written: true }),
    confirm: tell('confirm', { bound: true }),
    deny: tell('deny', {}),
    send: tell('send', { started: true }),
    discard: tell('discard', { discarded: true }),
    open: tell('open', { opened: true }),
    layout: tell('layout', {}),
    blur: tell('blur', {}),
    ...input.page,
  };

  const root = document.createElement('div');
  root.id = 'app';
  root.style.cssText = `position:fixed;inset:0 auto 0 0;width:${input.width ?? 360}px`;
  document.body.replaceChildren(root);
  // The test runner's own frame may be scaled, which the real observer rightly reports.
  const { uncovered } = input;
  const { session, stop } = startPanel({
    root,
    runtime,
    fromPage: () => true,
    ...(uncovered === undefined ? {} : { watch: ({ onChange }) => onChange(uncovered) }),
  });
  const channel = new MessageChannel();
  window.postMessage({ countersign: 'panel', nonce: 'n-1' }, '*', [channel.port2]);
  const line = portLine({
    port: channel.port1,
    out: { to: DIRECTIONS.contentToPanel, map: contentToPanel },
    in: { to: DIRECTIONS.panelToContent, map: panelToContent, handlers: page },
  });

  return {
    root,
    session,
    stop() {
      line.close();
      stop();
    },
    decided,
    undone,
    asked,
    told,
    views,
    send: line.send,
    setReading(next: ReadingMessage | undefined) {
      reading = next;
    },
    async show(
      proposalId: string,
      at: {
        surfaceId?: string;
        matched?: 'draft' | 'thread' | 'text' | 'none';
        dark?: boolean;
      } = {},
    ) {
      const { surfaceId, matched = surfaceId ? 'draft' : 'none', dark = false } = at;
      await line.send('show', {
        proposalId,
        matched,
        dark,
        focus: true,
        ...(surfaceId ? { surfaceId } : {}),
      });
    },
    /** As the worker would tell every page that items changed. */
    async changed(ids: string[]) {
      const envelope = {
        to: DIRECTIONS.workerToPages,
        name: 'items.changed',
        payload: { proposalIds: ids, all: false },
      };
      for (const listener of listeners) {
        await new Promise((done) => listener(envelope, { id: 'countersign' }, done));
      }
    },
  };
}
export type Stage = Awaited<ReturnType<typeof stage>>;
