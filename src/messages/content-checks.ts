import type { ContentToWorker } from './content-to-worker.ts';
import {
  boolean,
  type Checks,
  list,
  maybeString,
  number,
  ofType,
  oneOf,
  shape,
  string,
  uuid,
} from './light.ts';
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
    panel: (value) => value === undefined || pass(value),
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
