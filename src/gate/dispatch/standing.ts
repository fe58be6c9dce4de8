import { normalAddress, recordKey } from '../../core/conduct/names.ts';
import { reaches } from '../../core/review/reaches.ts';
import type { Content } from '../../core/schema/content.ts';
import type { Standing } from '../../core/schema/standing.ts';
import { executorOf } from './clear.ts';
import { holdsFor } from './conduct.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type ReviewerIdentity } from './ports.ts';

/** How long a reading is good for everybody who looks, in milliseconds: systems count what they are asked. */
const FRESH_MS = 15_000;
const KEPT = 500;

type Deps = Pick<UseCaseDeps, 'store' | 'now' | 'newId' | 'systems' | 'executors'>;

/**
 * How the record and the people of a proposal stand now: what the gate's own connector reads, beside
 * what the agent had read, and who is on the suppression list. Asked by a reviewer who looks at it.
 */
export function standings(deps: Deps) {
  const readings = new Map<string, { at: number; reading: Promise<Fields> }>();

  /** One reading for all who look at the same content at the same time. */
  function fieldsOf(content: Content, key: string): Promise<Fields> {
    const now = deps.now();
    for (const [other, { at }] of readings) {
      if (now - at < FRESH_MS && readings.size <= KEPT) break;
      readings.delete(other);
    }
    const known = readings.get(key);
    if (known) return known.reading;
    const reading = read(deps, content);
    readings.set(key, { at: now, reading });
    return reading;
  }

  /** @throws Refusal not-found for what isn't this reviewer's to see */
  return async (identity: ReviewerIdentity, proposalId: string): Promise<Standing> => {
    const { workspaceId, reviewer } = identity;
    const asked = { workspaceId, proposalId, decisionId: deps.newId() };
    const { current, target } = await deps.store.decisions.ground(asked);
    if (!current || !target || !reaches(reviewer, target))
      throw new Refusal('not-found', 'There is no such proposal.');
    const { content, contentDigest } = current;
    const [fields, suppressed] = await Promise.all([
      fieldsOf(content, `${workspaceId} ${contentDigest}`),
      suppressedIn(deps, workspaceId, content),
    ]);
    return { readAt: new Date(deps.now()).toISOString(), ...fields, suppressed };
  };
}

type Fields = Pick<Standing, 'fields' | 'unread'>;

async function read({ systems, executors }: Deps, content: Content): Promise<Fields> {
  const name = executorOf(content, { systems });
  const executor = executors?.find((one) => one.name === name);
  try {
    return { fields: (await executor?.standing?.(content)) ?? [] };
  } catch (error) {
    // An executor's own sentence: it carries no token and no value of a record.
    return { fields: [], unread: error instanceof Error ? error.message : 'no answer' };
  }
}

/** People it would reach, by the names that the suppression list knows them by. */
function peopleOf(content: Content): string[] {
  switch (content.kind) {
    case 'email.draft':
      return [...content.to, ...content.cc, ...content.bcc].map(({ email }) =>
        normalAddress(email),
      );
    case 'sequence.enroll':
      return [
        recordKey(content.contact),
        ...(content.email === undefined ? [] : [normalAddress(content.email)]),
      ];
    case 'meeting.schedule':
      return content.attendees.map(normalAddress);
    case 'message.social':
    case 'call.task':
      return [recordKey(content.contact)];
    default:
      return [];
  }
}

async function suppressedIn(
  { store }: Deps,
  workspaceId: string,
  content: Content,
): Promise<Standing['suppressed']> {
  const people = peopleOf(content).map(holdsFor);
  if (people.length === 0) return [];
  const found = await store.conduct.suppressions({
    workspaceId,
    limit: 20,
    holdsFor: {
      keys: people.flatMap(({ keys }) => keys),
      domains: people.flatMap(({ domains }) => domains),
    },
  });
  return found.map(({ scope, value, reason, until }) => ({
    ...{ scope, value, reason },
    ...(until === undefined ? {} : { until }),
  }));
}
