import { canonical } from '../../core/digest/canonical.ts';
import { type Decision, type DecisionAnswer, UNMEASURED } from '../../core/schema/decision.ts';
import { decideAttested } from './decide.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type SlackAct, type SlackFace, type SlackRequest } from './ports.ts';
import { takeAlertAct } from './slack-alerts.ts';

/*
 * Decisions from Slack. Slack signs the request, not the person: so it is kept as it came, as the
 * decision's evidence, and everything that the gate can know itself it goes by itself: who it is (a
 * linked account), whether they may (as on a page), and what was shown (the digest on the button).
 */

/** Slack wants an answer within three seconds; what takes longer goes on after it. */
const ANSWER_MS = 2500;
/** Longer than a signature is good for, on both sides of now. */
const REMEMBER_SECONDS = 900;
/** Codes tried a minute, by one Slack user and by all of a workspace. */
const TRIES = { one: 5, all: 60 };

export type SlackAnswer = { status: 200 | 400 | 401 | 409; body?: object };
export type SlackDeps = UseCaseDeps & {
  /** as codes are stored, whatever case, dashes and blanks they are typed with */
  codeHash(code: string): string;
  /** what goes on after the answer, and fails; never content */
  onError(error: unknown): void;
};
type Place = { workspaceId: string; face: SlackFace };

/** Takes one interaction, once. Nothing of it is believed before its signature was checked. */
export async function takeInteraction(
  deps: SlackDeps,
  place: Place,
  request: SlackRequest,
): Promise<SlackAnswer> {
  const { face, workspaceId } = place;
  if (!face.signed(request, deps.now())) return { status: 401 };
  const act = face.read(request.body);
  if (act === null) return { status: 400 };
  if (act.act === 'none') return { status: 200 };
  const name = digestOf(deps, [workspaceId, request.timestamp, request.signature]);
  const asked = { key: `slack:${name}`, ttlSeconds: REMEMBER_SECONDS };
  if (!(await deps.store.people.rememberOnce(asked))) return { status: 409 };
  const work = answerTo(deps, { ...place, act, request, decisionId: uuidOf(name) });
  return inTime(work, { deps, act, face });
}

type Work = Place & {
  act: Exclude<SlackAct, { act: 'none' }>;
  request: SlackRequest;
  decisionId: string;
};

async function answerTo(deps: SlackDeps, work: Work): Promise<SlackAnswer> {
  const { act, face, workspaceId } = work;
  if (act.act === 'code') return { status: 200, body: await connect(deps, { ...work, act }) };
  const person = await deps.store.slack.person({ workspaceId, ...act.user });
  if (!person) {
    if (act.act === 'reject') return { status: 200, body: face.said(NOBODY) };
    await opened(deps, { ...work, act, open: () => face.askCode(act) });
    return { status: 200 };
  }
  if (act.act === 'alert') {
    const text = await takeAlertAct(deps, { workspaceId, act, person });
    if (text !== null) await tell(deps, { workspaceId, act, text });
    return { status: 200 };
  }
  if (act.act === 'ask-reason') {
    await opened(deps, { ...work, act, open: () => face.askReason(act) });
    return { status: 200 };
  }
  const answer = await decideThere(deps, { ...work, act, person });
  return settled(deps, { ...work, act, answer });
}

const NOBODY = 'This Slack account is not connected to a reviewer any more. Nothing was decided.';

type Person = NonNullable<Awaited<ReturnType<UseCaseDeps['store']['slack']['person']>>>;
type Deciding = Extract<SlackAct, { act: 'approve' | 'reject' }>;

async function decideThere(
  deps: SlackDeps,
  work: Place & { act: Deciding; person: Person; request: SlackRequest; decisionId: string },
): Promise<DecisionAnswer> {
  const { act, person, request, face, workspaceId, decisionId: id } = work;
  const { proposalId } = act.target;
  const found = act.act === 'approve' && (await deps.store.slack.item({ workspaceId, proposalId }));
  if (found && found.item.revision === act.target.revision && !face.whole(found))
    return { id, status: 'conflict', conflict: 'invalid', detail: TOO_LONG };
  const decision: Decision = {
    ...{ v: 1, id, workspaceId, channel: 'slack', ...act.target, action: act.act },
    ...(act.act === 'reject' ? { reason: act.reason } : {}),
    attention: UNMEASURED,
    decidedAt: new Date(Number(request.timestamp) * 1000).toISOString(),
  };
  const { accountId: account, reviewer } = person;
  const { timestamp, signature, body } = request;
  const attested = canonical({
    ...{ v: 1, channel: 'slack', account, decision },
    request: { timestamp, signature, body },
  });
  return decideAttested(deps, { identity: { workspaceId, reviewer }, decision, attested });
}

const TOO_LONG = 'This is longer than Slack can show: read and approve it on its review page.';

/** An accepted decision moves its proposal, and with it the message; a refused one says why, and to whom. */
async function settled(
  deps: SlackDeps,
  work: Place & { act: Deciding; answer: DecisionAnswer },
): Promise<SlackAnswer> {
  const { act, answer, face, workspaceId } = work;
  const { proposalId } = act.target;
  const refused = answer.status === 'conflict';
  const said = refused
    ? `Not recorded. ${answer.detail ?? ''}`.trim()
    : (answer.detail ?? (act.act === 'reject' ? 'Rejected. The agent is told why.' : null));
  if (refused) await deps.store.slack.queue({ workspaceId, data: { proposalId } });
  if (act.act === 'reject') return { status: 200, body: face.said(said ?? '') };
  if (said !== null) await tell(deps, { workspaceId, act, text: said });
  return { status: 200 };
}

/** What was pressed on a message, and so can be answered beside it. */
type Pressed = Extract<SlackAct, { channel: string; target: object }>;

const tell = (
  deps: SlackDeps,
  { workspaceId, act, text }: { workspaceId: string; act: Pressed; text: string },
): Promise<void> => {
  const { channel, user, target } = act;
  const about =
    'alertId' in target ? { alertId: target.alertId } : { proposalId: target.proposalId };
  return deps.store.slack.queue({
    workspaceId,
    data: { ...about, tell: { channel, userId: user.userId, text } },
  });
};

/** A dialogue has to be opened within three seconds: it is not queued, but its failure is told. */
async function opened(
  deps: SlackDeps,
  work: Place & {
    act: Extract<SlackAct, { triggerId: string }>;
    open: () => Promise<void>;
  },
): Promise<void> {
  try {
    await work.open();
  } catch (error) {
    deps.onError(error);
    const text = 'Slack did not open the dialogue. Nothing was decided; press again in a moment.';
    await tell(deps, { ...work, text });
  }
}

/** Links a Slack user by a code that the gate handed out for one person. */
async function connect(
  deps: SlackDeps,
  { act, face, workspaceId }: Place & { act: Extract<SlackAct, { act: 'code' }> },
): Promise<object> {
  const { user, code } = act;
  const one = digestOf(deps, [workspaceId, user.teamId, user.userId]);
  for (const [key, burst] of [
    [`slack-code:${one}`, TRIES.one],
    [`slack-codes:${workspaceId}`, TRIES.all],
  ] as const) {
    const wait = await deps.store.operating.takeToken({ key, burst, perSecond: burst / 60 });
    if (wait > 0) return face.wrong('code', `Too many tries; wait ${wait} seconds.`);
  }
  const codeHash = deps.codeHash(code);
  try {
    const id = deps.newId();
    const linked = await deps.store.slack.redeemCode({ workspaceId, id, codeHash, ...user });
    if (!linked) return face.wrong('code', 'This code is unknown, used, or over.');
    return face.said(`Connected: you decide here as ${linked.name}. Press the button again.`);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'binding-conflict')
      return face.wrong('code', error.message);
    throw error;
  }
}

async function inTime(
  work: Promise<SlackAnswer>,
  { deps, act, face }: { deps: SlackDeps; act: SlackAct; face: SlackFace },
): Promise<SlackAnswer> {
  const late: SlackAnswer =
    act.act === 'reject' || act.act === 'code'
      ? { status: 200, body: face.said('It takes a moment; the message shows what became of it.') }
      : { status: 200 };
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ANSWER_MS);
  });
  try {
    const first = await Promise.race([work, time]);
    if (first !== 'late') return first;
    work.catch(deps.onError);
    return late;
  } finally {
    clearTimeout(timer);
  }
}

const digestOf = (deps: UseCaseDeps, parts: readonly string[]): string =>
  deps.sha256(new TextEncoder().encode(parts.join('\n')));

/** The same request is the same decision, however often and wherever it is taken. */
const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
