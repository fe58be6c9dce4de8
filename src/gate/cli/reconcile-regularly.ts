import type { GateConfig } from '../config.ts';
import { imapSentMail } from '../connectors/sent-mail/imap.ts';
import type { Store } from '../dispatch/ports.ts';
import { reconcile } from '../dispatch/reconcile.ts';
import type { Log } from '../http/context.ts';
import { logOf } from '../http/problem.ts';
import { regularly } from './regularly.ts';
import { workspaceNamed } from './workspace.ts';

/** A bypass is known within 15 minutes; a mailbox that can't be read twice in a row still is. */
const EVERY_MS = 5 * 60_000;

/**
 * Looks through the configured mailboxes now and every five minutes. Several gates may: what one
 * recorded the others find recorded. Resolves with how to stop it, which waits for the look under way.
 */
export function reconcileRegularly(deps: {
  config: Pick<GateConfig, 'sentMail'>;
  store: Store;
  log: Log;
}): () => Promise<void> {
  const { config, store, log } = deps;
  const { urls, workspace } = config.sentMail;
  if (urls.length === 0 || workspace === null) return async () => undefined;
  const look = async (): Promise<void> => {
    for (const url of urls) {
      const mail = imapSentMail(url);
      try {
        const { id: workspaceId } = await workspaceNamed(store, workspace);
        const done = await reconcile({ store, now: () => Date.now() }, { workspaceId, mail });
        const facts = { looked: done.looked, cleared: done.cleared };
        if (done.incidents.length === 0) log.debug(facts, 'sent mail was reconciled');
        else log.warn({ ...facts, incidents: done.incidents.length }, 'mail went around the gate');
      } catch (error) {
        log.warn(logOf(error), 'sent mail could not be reconciled');
      }
    }
  };
  return regularly({ look, everyMs: EVERY_MS, log, failed: 'sent mail could not be reconciled' });
}
