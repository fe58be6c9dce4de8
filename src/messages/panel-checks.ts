import {
  boolean,
  type Check,
  type Checks,
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
import type { PanelToWorker } from './panel-to-worker.ts';
import type { WorkerToPages } from './worker-to-pages.ts';

/*
 * What the panel hears from the worker, checked without zod. The worker has parsed every item against
 * its schema as it came from the gate, and only this extension's worker can be the one that speaks
 * here; the schemas of all kinds of work would be a quarter of what loads before an item is painted
 * (B1), and parsing anew is most of what it costs to take an item in (B3). What comes from the page
 * is parsed with zod as ever.
 */
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const mail = shape({
  subject: string,
  body: string,
  tail: maybeString,
  delivery: oneOf('gate|compose'),
  from: shape({ email: string }),
  to: list(shape({ email: string })),
  cc: list(shape({ email: string })),
  bcc: list(shape({ email: string })),
  attachments: list(shape({ name: string, size: number })),
});
const content: Check = (value) =>
  shape({ kind: string })(value) &&
  ((value as { kind: string }).kind !== 'email.draft' || mail(value));
const evidence = list(object);
const item = shape({
  proposalId: uuid,
  revision: number,
  kind: string,
  state: string,
  tier: oneOf('low|medium|high'),
  dueAt: string,
  confidence: number,
  trackRecord: maybe(object),
  workflow: shape({ id: string, name: string }),
  agent: shape({ name: string, model: string, modelVersion: string }),
  trigger: shape({ message: string }),
  policy: object,
  content,
  contentDigest: oneOf('[0-9a-f]{64}'),
  flags: list(shape({ message: string, severity: oneOf('low|medium|high'), origin: string })),
  claims: list(shape({ id: string, statement: string, status: string, evidence })),
  reasoning: list(shape({ text: string, evidence: maybe(evidence) })),
  context: maybe(object),
  clearance: maybe(shape({ state: string })),
});
const local = shape({
  decisionId: uuid,
  action: string,
  state: oneOf('saved|sending|accepted|conflict|needs-confirming'),
  undoUntil: string,
  detail: maybeString,
  own: maybe(shape({ reason: maybeString, note: maybeString, text: maybeString })),
});
const space = shape({ id: string, name: string });
const view = shape({
  item,
  local: maybe(local),
  space: maybe(space),
  before: maybe(content),
  putOffUntil: maybeString,
  mine: ofType('boolean', 'undefined'),
  unconfirmed: ofType('boolean', 'undefined'),
});
const saved = shape({ saved: (value) => value === true, undoUntil: string });
const notSaved = shape({ saved: (value) => value === false, detail: string });
const keys: Check = (value) => object(value) && Object.values(value as object).every(string);

/** The one window message that a panel waits for: `Handover` of panel-and-content.ts. */
export const isHandover: Check = shape({
  countersign: oneOf('panel'),
  nonce: string,
  proposalId: maybe(uuid),
});

/** Replies to what the panel asks of the worker. Those not named carry nothing. */
export const workerAnswers: Checks<PanelToWorker> = {
  'panel.hello': shape({
    admitted: boolean,
    settings: shape({
      theme: oneOf('auto|light|dark'),
      keys,
      language: maybeString,
      account: maybeString,
    }),
    view: maybe(view),
  }),
  'item.get': shape({ view: maybe(view) }),
  'item.neighbours': shape({
    next: list(view),
    previous: list(view),
    pending: number,
    connection: maybe(oneOf('unpaired|connecting|live|polling|offline|revoked')),
  }),
  'items.ahead': shape({ views: list(view) }),
  decide: (value) => saved(value) || notSaved(value),
  'first.look': shape({ look: maybe(shape({ action: string, attention: object })) }),
  pace: shape({
    pace: maybe(
      shape({
        ...{ workedMs: number, activeMs: number, decisions: number, deliberate: number },
        ...{ sessionMinutes: number, pauseDue: boolean, pausedUntil: number },
        batchSize: ofType('number', 'object'),
      }),
    ),
  }),
  'undo.open': shape({
    open: maybe(
      shape({
        ...{ decisionId: uuid, proposalId: uuid, action: string },
        ...{ undoUntil: string, about: string },
      }),
    ),
  }),
  undo: shape({ undone: boolean }),
  'put-off': shape({ putOff: boolean }),
  'decision.settled': shape({ view: maybe(view) }),
  'item.standing': shape({ standing: maybe(object) }),
  'defect.report': shape({ undoUntil: string }),
  'defect.undo': shape({ undone: boolean }),
  lease: shape({ others: list(string) }),
};

/** What the worker tells every page. */
export const workerTells: Checks<WorkerToPages> = {
  'items.changed': shape({ proposalIds: list(uuid), all: boolean }),
};
