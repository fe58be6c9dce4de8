import { createHash } from 'node:crypto';
import type { GateConfig } from '../config.ts';
import { slackFace } from '../connectors/slack/index.ts';
import type { SlackFace, SlackJob, Store } from '../dispatch/ports.ts';
import { takeInteraction } from '../dispatch/slack.ts';
import { workSlack } from '../dispatch/slack-show.ts';
import type { HttpDeps, Log, SlackDoor } from '../http/context.ts';
import { hashSecret } from '../http/identify.ts';
import { codeForm } from '../http/pairing-code.ts';
import { logOf } from '../http/problem.ts';
import { regularly } from './regularly.ts';
import { slackWorkspaces } from './slack-settings.ts';

/** When the feed gives no sign by itself, or a workspace isn't there yet. */
const LOOK_MS = 15_000;

export type Slack = {
  work(job: SlackJob): Promise<number | null>;
  door(http: HttpDeps): SlackDoor;
  /** follows what moves in the connected workspaces; gives back how to stop, which waits for the look under way */
  follow(): () => Promise<void>;
};

/** The connected Slack workspaces; null where the settings name none. @throws for a file that is wrong */
export async function connectSlack(deps: {
  config: Pick<GateConfig, 'slack' | 'publicUrl'>;
  store: Store;
  log: Log;
}): Promise<Slack | null> {
  const { config, store, log } = deps;
  const named = await slackWorkspaces(config.slack);
  if (named.length === 0) return null;
  const all = named.map(({ workspace, ...options }) => ({
    workspace,
    face: slackFace({
      ...options,
      apiUrl: config.slack.apiUrl,
      pageUrl: (id) => `${config.publicUrl}/review/${id}`,
      alertUrl: (id) => `${config.publicUrl}/alert/${id}`,
    }),
  }));
  // By id, once the workspace is known: it may be made after the gate was started.
  const known = new Map<string, SlackFace>();
  const find = async (): Promise<void> => {
    if (known.size === all.length) return;
    const workspaces = await store.people.listWorkspaces();
    for (const { workspace, face } of all) {
      const found = workspaces.filter(({ id, name }) => id === workspace || name === workspace);
      if (found.length === 1 && found[0]) known.set(found[0].id, face);
    }
  };
  await find().catch((error) =>
    log.warn(logOf(error), 'Slack’s workspaces could not be looked up'),
  );
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  return {
    async work(job) {
      const face = known.get(job.workspaceId);
      if (!face) throw new Error('this workspace is not connected to Slack here');
      try {
        return await workSlack({ store, sha256 }, face, job);
      } catch (error) {
        // Slack's own word is the error's code; the queue tries again.
        log.warn(logOf(error), 'Slack could not be told; it is tried again');
        throw error;
      }
    },
    door: (http) => (workspaceId, request) => {
      const face = known.get(workspaceId);
      if (!face) return null;
      const onError = (error: unknown): void =>
        log.warn(logOf(error), 'something for Slack failed after its answer');
      const codeHash = (code: string): string => hashSecret(codeForm(code));
      return takeInteraction({ ...http, codeHash, onError }, { workspaceId, face }, request);
    },
    follow() {
      const followers = new Map<string, ReturnType<typeof follower>>();
      const look = async (): Promise<void> => {
        await find().catch((error: unknown) =>
          log.warn(logOf(error), 'Slack’s workspaces could not be looked up'),
        );
        for (const workspaceId of known.keys()) {
          if (!followers.has(workspaceId))
            followers.set(workspaceId, follower({ store, workspaceId, log }));
        }
        for (const each of followers.values()) each.look();
      };
      const failed = 'what waits could not be followed';
      const stop = regularly({ look, everyMs: LOOK_MS, log, failed });
      return async () => {
        await stop();
        for (const each of followers.values()) await each.stop();
      };
    },
  };
}

/** One workspace's feed, read by one reader at a time, from where this process began. */
function follower(deps: { store: Store; workspaceId: string; log: Log }) {
  const { store, workspaceId, log } = deps;
  let place: string | null = null;
  // At first at whatever is told already: this process may have been away.
  let anew = true;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const read = async (): Promise<void> => {
    try {
      await store.slack.alerts.follow({ workspaceId, anew });
      anew = false;
      place ??= await store.slack.begin(workspaceId);
      for (let more = true; more && !stopped; ) {
        const next = await store.slack.follow({ workspaceId, place });
        ({ place, more } = next);
      }
    } catch (error) {
      log.warn(logOf(error), 'what waits could not be told to Slack yet');
    }
  };
  const look = (): void => {
    if (stopped) return;
    again = true;
    running ??= (async () => {
      while (again && !stopped) {
        again = false;
        await read();
      }
      running = null;
    })();
  };
  const off = store.feed.onMoved(workspaceId, look);
  return {
    look,
    async stop() {
      stopped = true;
      off();
      await running;
    },
  };
}
