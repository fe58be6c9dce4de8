import { canonical } from '../../core/digest/canonical.ts';
import type { UseCaseDeps } from './deps.ts';
import { type SlackAlertPlace, type SlackFace, SlackRefused } from './ports.ts';
import { BUSY_MS, GONE, TAKEN_SECONDS } from './slack-look.ts';

/*
 * A look at an alert: has each of its messages show how it stands now, under the same promise as those of
 * proposals (slack-show.ts). One place that fails holds up no other.
 */

/** Slack's words for a member who gets no message of ours. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  ...['channel_not_found', 'user_not_found', 'user_disabled', 'user_not_visible'],
  ...['cannot_dm_bot', 'messages_tab_disabled', 'not_in_channel', 'is_archived'],
  ...['restricted_action', 'missing_scope'],
]);

type Deps = Pick<UseCaseDeps, 'store' | 'sha256'>;
type Ref = { workspaceId: string; alertId: string };

/**
 * Resolves with milliseconds to look again after, or null.
 * @throws what has to be tried again later, once every place was tried
 */
export async function lookAtAlert(deps: Deps, face: SlackFace, ref: Ref): Promise<number | null> {
  let again: number | null = null;
  const failed: unknown[] = [];
  for (const place of await deps.store.slack.alerts.places(ref)) {
    try {
      const after = await lookThere(deps, face, { ...ref, place });
      if (after !== null) again = Math.max(again ?? 0, after);
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return again;
}

async function lookThere(
  deps: Deps,
  face: SlackFace,
  work: Ref & { place: SlackAlertPlace },
): Promise<number | null> {
  const { alerts } = deps.store.slack;
  const post = { workspaceId: work.workspaceId, id: work.place.id };
  const taken = await alerts.take({ ...post, seconds: TAKEN_SECONDS });
  if (!taken) return BUSY_MS;
  try {
    await show(deps, face, { ...work, ...taken });
    return null;
  } catch (error) {
    if (error instanceof SlackRefused && GONE.has(error.code) && taken.ts !== null) {
      await alerts.put({ ...post, channel: null, ts: null, shown: null, waits: false });
      // Somebody deleted it: what is still open gets a new one.
      return 0;
    }
    if (error instanceof SlackRefused && UNREACHABLE.has(error.code) && work.place.userId) {
      await alerts.giveUp(post);
      return 0;
    }
    await alerts.letGo(post);
    throw error;
  }
}

async function show(
  deps: Deps,
  face: SlackFace,
  work: Ref & {
    place: SlackAlertPlace;
    channel: string | null;
    ts: string | null;
    shown: string | null;
  },
): Promise<void> {
  const { workspaceId, alertId, place, channel, ts } = work;
  const { alerts } = deps.store.slack;
  const post = { workspaceId, id: place.id };
  // Read after the message was taken: nobody shows something older after us.
  const found = await alerts.get({ workspaceId, alertId });
  const waits = found !== null && found.alert.closedAt === undefined;
  if (!found || (ts === null && !waits)) return alerts.letGo(post);
  const message = face.alert(found, place.why);
  const shown = deps.sha256(new TextEncoder().encode(canonical(message)));
  if (ts === null || channel === null) {
    const at = await face.post(message, place.userId ?? undefined);
    return alerts.put({ ...post, ...at, shown, waits });
  }
  if (work.shown !== shown) await face.update({ channel, ts }, message);
  await alerts.put({ ...post, channel, ts, shown, waits });
}
