import { CHANNEL, type Db } from './db.ts';
import { type Listener, listen } from './listener.ts';

/** Backstop for notifications that were lost: looks at the head of each watched feed this often. */
const LOOK_MS = 2000;
/** How often to look while an older transaction holds back what was announced. */
const HELD_MS = 40;

/**
 * Wakes listeners of a workspace when its feed moved. One connection for the process, opened with
 * the first listener. A commit can be announced while an older transaction is still open, and the
 * feed shows it only after that one ended: so it goes on looking until the horizon has passed.
 */
export function watchFeeds(db: Db, url: string) {
  const listeners = new Map<string, Set<() => void>>();
  const seen = new Map<string, string>();
  const looking = new Set<string>();
  let listener: Listener | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const wake = (workspaceId: string) => {
    for (const call of listeners.get(workspaceId) ?? []) call();
  };

  const look = async (workspaceId: string): Promise<void> => {
    if (looking.has(workspaceId)) return;
    looking.add(workspaceId);
    let held = false;
    try {
      const [head] = await db.in(workspaceId)<{ position: string; held: boolean }>(
        `select moved_xid::text || '.' || moved_id as position,
           moved_xid >= pg_snapshot_xmin(pg_current_snapshot()) as held
         from proposals where workspace_id = $1
         order by moved_xid desc, moved_id desc limit 1`,
        [workspaceId],
      );
      held = head?.held ?? false;
      const mark = head ? `${head.position}${held ? ' held' : ''}` : '';
      if ((seen.get(workspaceId) ?? '') !== mark) {
        seen.set(workspaceId, mark);
        wake(workspaceId);
      }
    } catch {
      // The database is away; the next look or the reconnection tells.
    } finally {
      looking.delete(workspaceId);
    }
    if (held && !stopped && listeners.has(workspaceId)) {
      setTimeout(() => void look(workspaceId), HELD_MS).unref();
    }
  };

  const lookAll = () => {
    for (const workspaceId of listeners.keys()) void look(workspaceId);
  };

  const begin = () => {
    listener ??= listen({
      url,
      channels: [CHANNEL],
      onNotify: (_channel, workspaceId) => {
        if (!listeners.has(workspaceId)) return;
        wake(workspaceId);
        void look(workspaceId);
      },
      onConnected: async () => lookAll(),
    });
    timer ??= setInterval(lookAll, LOOK_MS).unref();
  };

  return {
    onMoved(workspaceId: string, call: () => void): () => void {
      const set = listeners.get(workspaceId) ?? new Set();
      set.add(call);
      listeners.set(workspaceId, set);
      begin();
      return () => {
        set.delete(call);
        if (set.size === 0 && listeners.get(workspaceId) === set) {
          listeners.delete(workspaceId);
          seen.delete(workspaceId);
        }
      };
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listener?.stop();
    },
  };
}
