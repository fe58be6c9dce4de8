import type { ContentToWorker } from './content-to-worker.ts';
import {
  boolean,
  type Checks,
  type LightHandlers,
  lightReceiver,
  lightSender,
  list,
  maybeString,
  number,
  object,
  ofType,
  oneOf,
  shape,
  string,
  uuid,
} from './light.ts';
import type { ContentToPanel, PanelToContent } from './panel-and-content.ts';
import type { WorkerToContent } from './worker-to-content.ts';

/*
 * What content scripts hear, checked without zod: the maps with their schemas weigh 10 KB gzip, two
 * thirds of what the whole script may weigh in every Gmail tab (B1). The types are the maps' own; a
 * test gives both the same messages and expects the same verdicts. Unknown members pass, as there.
 */
const digest = oneOf('[0-9a-f]{64}');
const pass = shape({ nonce: string, url: string });
const entries = list(
  shape({
    proposalId: uuid,
    revision: number,
    state: string,
    delivery: oneOf('gate|compose'),
    account: string,
    draftId: maybeString,
    threadId: maybeString,
    replyTo: maybeString,
    matchDigest: digest,
    recipientsSum: ofType('number', 'undefined'),
    subjectSum: ofType('number', 'undefined'),
  }),
);
const index = { paired: boolean, entries };
const released = shape({ released: (value) => value === true, dispatchId: uuid });
const refused = shape({ released: (value) => value === false, refusal: string, detail: string });

/** Replies to what content asks of the worker. Those not named carry nothing. */
export const workerReplies: Checks<ContentToWorker> = {
  'page.opened': shape({
    ...index,
    unknownCompose: oneOf('let-through|hold'),
    panel: (value) => value === undefined || pass(value),
  }),
  'record.opened': shape({
    href: string,
    paired: boolean,
    waiting: list(uuid),
    undoUntil: maybeString,
    url: maybeString,
    nonce: maybeString,
  }),
  'panel.nonce': pass,
  'compose.digests': shape({ match: digest, compose: digest, tail: digest }),
  'compose.seen': shape({ bound: boolean, detail: maybeString }),
  'send.redeem': (value) => released(value) || refused(value),
};
/** What the worker says to content. */
export const workerSays: Checks<WorkerToContent> = {
  'index.changed': shape(index),
  'compose.open': shape({ proposalId: string }),
};
/** What the panel asks of content. The reading in `write` is compared with the page before use. */
export const panelSays: Checks<PanelToContent> = {
  mark: shape({
    marks: list(shape({ id: string, field: string, start: number, end: number, status: string })),
  }),
  reveal: shape({ id: (value) => value === null || string(value) }),
  write: shape({
    expected: shape({ compose: object }),
    authoredHtml: string,
    subject: maybeString,
  }),
  open: shape({ proposalId: uuid }),
  layout: shape({ width: number, height: number, folded: boolean }),
};

/** {@link portLine} of port-line.ts, with these checks: the content script's end of the panel's port. */
export function lightPortLine(input: {
  port: MessagePort;
  to: { panel: string; content: string };
  handlers: LightHandlers<PanelToContent>;
}) {
  const { port, to, handlers } = input;
  const waiting: ((outcome: unknown) => void)[] = [];
  const receive = lightReceiver<PanelToContent>({ to: to.content, checks: panelSays, handlers });
  port.onmessage = async ({ data }: MessageEvent<unknown>) => {
    if (!shape({ id: number })(data)) return;
    const { id, envelope, outcome } = data as { id: number; envelope?: unknown; outcome?: unknown };
    if (envelope === undefined) waiting[id]?.(outcome);
    else port.postMessage({ id, outcome: await receive(envelope) });
  };
  return lightSender<ContentToPanel>({
    to: to.panel,
    checks: {},
    transport: (envelope) =>
      new Promise((resolve) => {
        port.postMessage({ id: waiting.push(resolve) - 1, envelope });
      }),
  });
}
