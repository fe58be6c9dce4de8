import { matchDigest } from '../core/digest/match.ts';
import type { Host, Surface } from '../hosts/host.ts';
import type { IndexEntry } from '../messages/shared.ts';
import type { Index, Match } from './index.ts';
import { askWorker, tell } from './worker-line.ts';

type ComposeSurface = Extract<Surface, { kind: 'compose' }>;

/** What is known of one compose. It lives as long as the node does. */
export type Compose = {
  surface: ComposeSurface;
  match: Match | null;
  draftId: string | undefined;
  /** the person said no, or confirmed another match */
  answer: { no: boolean; yes: string | null };
  /** binding told to the gate, by draft id */
  told: string | null;
};

export type Verdict = 'bound' | 'maybe' | 'unknown' | 'not-ours';

/**
 * Which compose holds what. Decided when a compose or the index comes or changes, never while
 * someone types: the guard and everything else only look it up.
 */
export class Composes {
  readonly #known = new WeakMap<HTMLElement, Compose>();
  readonly #live = new Map<HTMLElement, Compose>();
  readonly #host: Host;
  readonly #index: Index;
  readonly #onMatch: (compose: Compose) => void;
  /** items whose draft was sent from this page: should it come back, it is theirs again */
  readonly #sent = new Map<string, IndexEntry>();

  constructor(host: Host, index: Index, onMatch: (compose: Compose) => void) {
    this.#host = host;
    this.#index = index;
    this.#onMatch = onMatch;
  }

  get live(): Iterable<Compose> {
    return this.#live.values();
  }

  of(root: HTMLElement): Compose {
    const known = this.#known.get(root);
    if (known) return known;
    const surface = this.#host.surfaceOf(root) as ComposeSurface;
    const answer = { no: false, yes: null };
    const compose: Compose = { surface, match: null, draftId: undefined, answer, told: null };
    this.#known.set(root, compose);
    return compose;
  }

  added(root: HTMLElement): Compose {
    const compose = this.of(root);
    this.#live.set(root, compose);
    this.settle(compose);
    return compose;
  }

  /** The compose's draft was let out: if Gmail's undo brings it back, it is bound and unapproved. */
  sent(compose: Compose): void {
    if (compose.draftId && compose.match) this.#sent.set(compose.draftId, compose.match.entry);
  }

  removed(root: HTMLElement): void {
    this.#live.delete(root);
  }

  /** The index changed. */
  settleAll(): void {
    for (const compose of this.#live.values()) this.settle(compose);
  }

  /** From memory and the form's fields, at once. A compose that was ours once stays so while the item is. */
  verdict(compose: Compose): Verdict {
    const index = this.#index;
    const none = index.entries.length === 0 && this.#sent.size === 0;
    if (index.loaded && (!index.paired || none)) return 'not-ours';
    if (!compose.match || compose.match.matched === 'text') this.#look(compose);
    if (compose.match) return compose.match.matched === 'text' ? 'maybe' : 'bound';
    if (!index.loaded || !compose.draftId) return 'unknown';
    return 'not-ours';
  }

  /** Looks again, by ids at once and by text after a digest, and tells the gate of a certain match. */
  settle(compose: Compose): void {
    this.#look(compose);
    const { match } = compose;
    if (match && match.matched !== 'text') this.#bind(compose, match);
    else if (this.#index.entries.length > 0 && !compose.answer.no) void this.#matchText(compose);
    this.#onMatch(compose);
  }

  /** The person said yes. Binds; false with a sentence when the gate won't. */
  async confirm(
    compose: Compose,
    proposalId: string,
  ): Promise<{ bound: boolean; detail?: string }> {
    const entry = this.#index.get(proposalId);
    this.#look(compose);
    const { account } = this.#host.identify(compose.surface);
    if (!entry || !account) return { bound: false, detail: 'This item is not on this page.' };
    if (!compose.draftId) return { bound: false, detail: 'Gmail has not saved this draft yet.' };
    compose.answer = { no: false, yes: proposalId };
    compose.match = { entry, matched: 'draft' };
    const told = await this.#tell(compose, compose.match);
    if (!told.bound) {
      compose.answer.yes = null;
      this.#look(compose);
    }
    return told;
  }

  deny(compose: Compose): void {
    compose.answer = { no: true, yes: null };
    compose.match = null;
    this.#onMatch(compose);
  }

  #look(compose: Compose): void {
    const identity = this.#host.identify(compose.surface);
    if (identity.draftId) compose.draftId = identity.draftId;
    const confirmed = compose.answer.yes && this.#index.get(compose.answer.yes);
    const found = confirmed
      ? { entry: confirmed, matched: 'draft' as const }
      : (this.#index.find(identity) ?? this.#cameBack(identity.draftId));
    if (found) compose.match = found;
    else if (compose.match) {
      // Still listed: the same item with its newest state. Gone from the list: ours no longer.
      const entry = this.#index.get(compose.match.entry.proposalId);
      compose.match = entry && !compose.answer.no ? { ...compose.match, entry } : null;
    }
  }

  #cameBack(draftId: string | undefined): Match | null {
    const entry = draftId === undefined ? undefined : this.#sent.get(draftId);
    return entry ? { entry, matched: 'draft' } : null;
  }

  async #matchText(compose: Compose): Promise<void> {
    const reading = this.#host.read(compose.surface);
    if (!reading || reading.compose.to.length === 0) return;
    const match = this.#index.findText(await matchDigest(reading.compose));
    if (!match || compose.match || compose.answer.no) return;
    compose.match = match;
    this.#onMatch(compose);
  }

  #bind(compose: Compose, match: Match): void {
    if (!compose.draftId || compose.told === compose.draftId) return;
    tell(this.#tell(compose, match));
  }

  async #tell(compose: Compose, { entry }: Match): Promise<{ bound: boolean; detail?: string }> {
    const { account, threadId, draftId } = this.#host.identify(compose.surface);
    if (!account || !draftId) return { bound: false };
    compose.told = draftId;
    try {
      const { proposalId, revision } = entry;
      const seen = { proposalId, revision, account, draftId };
      const told = await askWorker('compose.seen', { ...seen, ...(threadId ? { threadId } : {}) });
      return { bound: told.bound, ...(told.detail ? { detail: told.detail } : {}) };
    } catch (error) {
      compose.told = null; // told again when the index comes next
      return { bound: false, detail: error instanceof Error ? error.message : 'No answer.' };
    }
  }
}
