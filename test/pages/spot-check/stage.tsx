import { render } from 'preact';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { SpotCheckDetail } from '../../../src/core/schema/spot-check.ts';
import type { ItemView } from '../../../src/messages/shared.ts';
import { App } from '../../../src/pages/spot-check/App.tsx';
import { idOf, itemOf, mailOf } from '../panel/samples.ts';
import { AT, CHECK, detailOf, lookOf } from './states.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/review/review.css';
import '../../../src/pages/review/kinds.css';
import '../../../src/pages/spot-check/spot-check.css';

/** The whole page between a scripted worker and a scripted gate. */
export async function open(
  input: {
    n?: number;
    role?: 'rep' | 'manager';
    paired?: boolean;
    theme?: 'light' | 'dark';
    language?: string;
    /** or with what sentence */
    away?: boolean | string;
    name?: string;
    /** the feed brings the items by `bring` only */
    late?: boolean;
    before?: SpotCheckDetail[];
    draws?: Partial<SpotCheckDetail>;
  } = {},
) {
  const { n = 3, role = 'manager', name = 'Outbound, mid-market' } = input;
  const decided = new Map<string, string>();
  const local = new Map<string, { decisionId: string; action: string }>();
  const items = new Map<string, ReviewItem>();
  const asked: [string, unknown][] = [];
  const listeners = new Set<(ids: readonly string[], all: boolean) => void>();
  const tell = (ids: string[] = []) => {
    for (const heard of listeners) heard(ids, false);
  };
  async function bring(): Promise<void> {
    for (let at = 1; at <= n; at += 1) {
      const item = await itemOf(1, {
        ...{ proposalId: lookOf(at), content: mailOf({ subject: `Mail ${at}` }) },
        blind: { reason: 'audit', spotCheck: CHECK },
      });
      items.set(lookOf(at), item);
    }
    tell([...items.keys()]);
  }
  if (!input.late) await bring();

  const space = {
    ...{ id: 'countersign', name: 'Northwind', connection: 'live', pending: 0, outbox: 0 },
    gate: { name: 'Gate', url: 'https://gate.example.com', keyThumbprint: 'x' },
    workspace: { id: idOf(1), name: 'Northwind', createdAt: AT },
    reviewer: { id: idOf(2), name: 'Ana', email: 'ana@northwind.example.com', role, mailboxes: [] },
  };
  const pages: Record<string, (payload: never) => unknown> = {
    status: () => ({
      ...{ connection: 'live', pending: 0, outbox: 0 },
      spaces: input.paired === false ? [] : [space],
    }),
    'settings.get': () => ({
      ...{ theme: input.theme ?? 'light', keys: {}, language: input.language },
    }),
    'spot-check.list': () => ({
      spotChecks: input.before ?? [],
      workflows: [{ id: 'outbound', name }],
    }),
    'spot-check.draw': () => detailOf(n, decided, input.draws),
    'spot-check.get': () => detailOf(n, decided, input.draws),
  };
  const viewOf = (id: string): ItemView | undefined => {
    const item = items.get(id);
    if (!item) return undefined;
    const made = local.get(id);
    const undoUntil = new Date(Date.now() + 10_000).toISOString();
    return made ? ({ item, local: { ...made, state: 'saved', undoUntil } } as ItemView) : { item };
  };
  const panel: Record<string, (payload: never) => unknown> = {
    'item.get': ({ proposalId }: { proposalId: string }) => {
      const view = viewOf(proposalId);
      return view ? { view } : {};
    },
    decide: (payload: { proposalId: string; decisionId: string; action: string }) => {
      local.set(payload.proposalId, { decisionId: payload.decisionId, action: payload.action });
      return { saved: true, undoUntil: new Date(Date.now() + 10_000).toISOString() };
    },
    undo: ({ decisionId }: { decisionId: string }) => {
      for (const [id, made] of local) if (made.decisionId === decisionId) local.delete(id);
      return { undone: true };
    },
    'first.look': ({ look }: { look?: unknown }) => (look ? { look } : {}),
    'decision.settled': () => ({}),
    pace: () => ({}),
    lease: () => ({ others: [] }),
    'item.standing': () => ({}),
  };
  const askOf =
    (handlers: typeof pages, away: boolean | string = false) =>
    // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
    async (message: string, payload: any): Promise<any> => {
      asked.push([message, payload]);
      if (away && message.startsWith('spot-check'))
        throw new Error(away === true ? 'The gate does not answer.' : away);
      const handler = handlers[message];
      if (!handler) throw new Error(`nobody answers ${message}`);
      return structuredClone(await handler(payload as never));
    };

  document.documentElement.dataset.theme = input.theme ?? 'light';
  const root = document.createElement('div');
  root.id = 'app';
  document.body.replaceChildren(root);
  render(
    <App
      ask={askOf(pages, input.away)}
      review={askOf(panel)}
      hear={(heard) => {
        listeners.add(heard);
        return () => listeners.delete(heard);
      }}
    />,
    root,
  );
  return {
    root,
    asked,
    bring,
    local,
    /** the gate has taken what was decided here */
    settle() {
      for (const [id, { action }] of local) decided.set(id, action);
      local.clear();
      tell([...decided.keys()]);
    },
    close: () => render(null, root),
  };
}
