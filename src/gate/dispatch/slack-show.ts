import { canonical } from '../../core/digest/canonical.ts';
import type { UseCaseDeps } from './deps.ts';
import {
  type SlackFace,
  type SlackJob,
  SlackLater,
  type SlackPost,
  SlackRefused,
} from './ports.ts';
import { lookAtAlert } from './slack-alert-show.ts';
import { BUSY_MS, GONE, TAKEN_SECONDS } from './slack-look.ts';

/*
 * A look: has the message of one proposal show how it stands now. Whatever moved since is shown by the
 * same look, and one that finds nothing new changes nothing, so looks may come late, twice, or out of
 * order. Between Slack's answer and our note of it a process can die: then the message is posted a
 * second time. Both decide the same digest; the first is answered "decided already" from then on.
 */

type Deps = Pick<UseCaseDeps, 'store' | 'sha256'>;

/**
 * Works off one job of the Slack queue. Resolves with milliseconds to have it again after, or null.
 * @throws what has to be tried again later
 */
export async function workSlack(
  deps: Deps,
  face: SlackFace,
  { workspaceId, data }: SlackJob,
): Promise<number | null> {
  const { tell } = data;
  try {
    if (tell) {
      await face.tell(tell);
      return null;
    }
    return 'alertId' in data
      ? await lookAtAlert(deps, face, { workspaceId, alertId: data.alertId })
      : await look(deps, face, { workspaceId, proposalId: data.proposalId });
  } catch (error) {
    if (error instanceof SlackLater) return error.afterMs;
    // Whoever was to be told is not there to hear it.
    if (tell && error instanceof SlackRefused) return null;
    throw error;
  }
}

type Ref = { workspaceId: string; proposalId: string };

async function look(deps: Deps, face: SlackFace, ref: Ref): Promise<number | null> {
  const { slack } = deps.store;
  const post = await slack.take({ ...ref, seconds: TAKEN_SECONDS });
  if (!post) return BUSY_MS;
  try {
    return await show(deps, face, { ...ref, post });
  } catch (error) {
    if (!(error instanceof SlackRefused) || !GONE.has(error.code)) {
      await slack.letGo(ref);
      throw error;
    }
    await slack.put({ ...ref, ...NONE, waits: false });
    // Somebody deleted it: what still waits gets a new one.
    return 0;
  }
}

const NONE: SlackPost = { channel: null, ts: null, shown: null };

async function show(
  deps: Deps,
  face: SlackFace,
  { post, ...ref }: Ref & { post: SlackPost },
): Promise<null> {
  const { slack } = deps.store;
  // Read after the message was taken: nobody shows something older after us.
  const found = await slack.item(ref);
  if (!found) {
    await slack.letGo(ref);
    return null;
  }
  const { message, waits } = face.message(found);
  const shown = deps.sha256(new TextEncoder().encode(canonical(message)));
  if (post.ts === null || post.channel === null) {
    const at = waits ? { ...(await face.post(message)), shown } : NONE;
    await slack.put({ ...ref, ...at, waits });
    return null;
  }
  if (post.shown !== shown) await face.update({ channel: post.channel, ts: post.ts }, message);
  await slack.put({ ...ref, channel: post.channel, ts: post.ts, shown, waits });
  return null;
}
