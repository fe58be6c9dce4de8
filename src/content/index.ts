import { recipientsSum, subjectSum } from '../core/digest/recipients-sum.ts';
import type { Identity, ThreadMails } from '../hosts/host.ts';
import type { IndexEntry } from '../messages/shared.ts';

/** How a surface was found to hold an item. `text` is a guess that needs the person's yes. */
export type Match = { entry: IndexEntry; matched: 'draft' | 'thread' | 'text' };

/**
 * What the worker says may lie on this page: ids and digests only, all of one mailbox. Lookups are
 * from memory, because the guard has to decide while an event is being handled.
 */
export class Index {
  /** false until the worker has answered for this page's mailbox */
  loaded = false;
  paired = true;
  unknownCompose: 'let-through' | 'hold' = 'let-through';
  entries: readonly IndexEntry[] = [];
  #byDraft = new Map<string, IndexEntry>();
  #waiting: (() => void)[] = [];

  set(entries: readonly IndexEntry[], paired: boolean, loaded: boolean): void {
    this.entries = entries;
    this.paired = paired;
    this.#byDraft = new Map(
      entries.flatMap((entry) => (entry.draftId ? [[entry.draftId, entry] as const] : [])),
    );
    this.loaded = loaded;
    if (!loaded) return;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when loaded, or after `ms`. */
  whenLoaded(ms: number): Promise<void> {
    if (this.loaded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      setTimeout(resolve, ms);
    });
  }

  get(proposalId: string): IndexEntry | undefined {
    return this.entries.find((entry) => entry.proposalId === proposalId);
  }

  /**
   * By draft id; else by thread and reply target, if exactly one item fits, it has no draft of its
   * own, and the compose's draft is no other item's (GMAIL §4). Where the page doesn't tell which draft
   * a compose is, its conversation's one item is a guess.
   */
  find({ draftId, threadId, replyTo, source }: Identity): Match | null {
    const entry = draftId === undefined ? undefined : this.#byDraft.get(draftId);
    if (entry) return { entry, matched: 'draft' };
    if (threadId && source === 'session')
      return this.#only('text', (one) => one.threadId === threadId);
    if (!threadId || !replyTo) return null;
    return this.#only(
      'thread',
      (one) => !one.draftId && one.threadId === threadId && (one.replyTo ?? replyTo) === replyTo,
    );
  }

  /** Whether a compose to these could match by text at all: mails of no concern stay in the page. */
  mayMatch(to: readonly string[]): boolean {
    const sum = recipientsSum(to);
    return this.entries.some((one) => (one.recipientsSum ?? sum) === sum);
  }

  /** By what stands in it; only items that no known draft holds. Ambiguous is none. */
  findText(matchDigest: string): Match | null {
    return this.#only('text', (one) => one.matchDigest === matchDigest);
  }

  /** What has left from this draft. */
  sentFrom(draftId: string): IndexEntry | null {
    const entry = this.#byDraft.get(draftId);
    return entry?.state === 'executed' ? entry : null;
  }

  /**
   * What has left on a thread whose mails don't tell: by the thread's id; else a guess, by its subject
   * and somebody on it. Ambiguous is none.
   */
  sentOn(threadId: string | undefined, { subject, people }: ThreadMails): Match | null {
    const left = (one: IndexEntry) => one.state === 'executed';
    const here = this.#only(
      'thread',
      (one) => left(one) && !!threadId && one.threadId === threadId,
    );
    if (here) return here;
    const about = subjectSum(subject);
    const whom = new Set(people.map((one) => recipientsSum([one])));
    return this.#only(
      'text',
      (one) => left(one) && one.subjectSum === about && whom.has(one.recipientsSum ?? -1),
    );
  }

  #only(matched: Match['matched'], fits: (one: IndexEntry) => boolean): Match | null {
    const [entry, second] = this.entries.filter(fits);
    return entry && !second ? { entry, matched } : null;
  }

  /** What waits on a row or thread: still to be decided, by draft id or by thread. */
  waitingOn({ draftId, threadId }: Identity): IndexEntry | null {
    const open = (one: IndexEntry) => one.state === 'pending' || one.state === 'escalated';
    const entry = draftId ? this.#byDraft.get(draftId) : undefined;
    if (entry) return open(entry) ? entry : null;
    return this.entries.find((one) => open(one) && threadId && one.threadId === threadId) ?? null;
  }
}
