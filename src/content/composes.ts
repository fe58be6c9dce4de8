import type { Host, Identity, Surface } from '../hosts/host.ts';
import type { IndexEntry } from '../messages/shared.ts';
import { text } from '../platform/content-runtime.ts';
import type { Index, Match } from './index.ts';
import { askWorker, tell } from './worker-line.ts';

type ComposeSurface = Extract<Surface, { kind: 'compose' }>;

/** What is known of one compose. It lives as long as its surface does. */
export type Compose = {
  surface: ComposeSurface;
  match: Match | null;
  draftId: string | undefined;
  /** the person said no, or confirmed another match */
  answer: { no: boolean; yes: string | null };
  /** binding told to the gate, by draft id */
  told: string | null;
};

type Told = { bound: boolean; detail?: string | undefined };
export type Verdict = 'bound' | 'maybe' | 'unknown' | 'not-ours';

/**
 * Which compose holds what. Decided when a compose or the index comes or changes, never while
 * someone types: the guard and everything else only look it up.
 */
export function createComposes(host: Host, index: Index, onMatch: (compose: Compose) => void) {
  const byRoot = new WeakMap<HTMLElement, Compose>();
  const openOnes = new Map<HTMLElement, Compose>();
  /** items whose draft was sent from this page: should it come back, it is theirs again */
  const letOut = new Map<string, IndexEntry>();

  function live(): Iterable<Compose> {
    return openOnes.values();
  }

  function of(root: HTMLElement): Compose {
    const known = byRoot.get(root);
    const surface = host.surfaceOf(root) as ComposeSurface;
    // A page may write the next draft into the nodes of the last: that is another compose.
    if (known?.surface === surface) return known;
    const answer = { no: false, yes: null };
    const compose: Compose = { surface, match: null, draftId: undefined, answer, told: null };
    byRoot.set(root, compose);
    return compose;
  }

  function added(root: HTMLElement): Compose {
    const compose = of(root);
    openOnes.set(root, compose);
    settle(compose);
    return compose;
  }

  /** The compose's draft was let out: if the page's undo brings it back, it is bound and unapproved. */
  function sent(compose: Compose): void {
    if (compose.draftId && compose.match) letOut.set(compose.draftId, compose.match.entry);
  }

  function removed(root: HTMLElement): void {
    openOnes.delete(root);
  }

  /** The index changed. */
  function settleAll(): void {
    for (const compose of openOnes.values()) settle(compose);
  }

  /** From memory and the form's fields, at once. A compose that was ours once stays so while the item is. */
  function verdict(compose: Compose): Verdict {
    const none = index.entries.length === 0 && letOut.size === 0;
    if (index.loaded && (!index.paired || none)) return 'not-ours';
    if (!compose.match || compose.match.matched === 'text') lookAgain(compose);
    if (compose.match) return compose.match.matched === 'text' ? 'maybe' : 'bound';
    if (!index.loaded || !compose.draftId) return 'unknown';
    return 'not-ours';
  }

  /** Looks again, by ids at once and by text after a digest, and tells the gate of a certain match. */
  function settle(compose: Compose): void {
    lookAgain(compose);
    const { match } = compose;
    if (match && match.matched !== 'text') bindOnce(compose, match);
    else if (index.entries.length > 0 && !compose.answer.no) tell(matchText(compose));
    onMatch(compose);
  }

  /** The person said yes. Binds; false with a sentence when the gate won't. */
  async function confirm(compose: Compose, proposalId: string): Promise<Told> {
    const entry = index.get(proposalId);
    lookAgain(compose);
    const { account } = host.identify(compose.surface);
    if (!entry || !account) return { bound: false };
    if (!compose.draftId)
      return { bound: false, detail: text('content_not_saved', '').replace('{host}', host.label) };
    compose.answer = { no: false, yes: proposalId };
    compose.match = { entry, matched: 'draft' };
    const told = await tellGate(compose, compose.match);
    if (!told.bound) {
      compose.answer.yes = null;
      lookAgain(compose);
    }
    return told;
  }

  function deny(compose: Compose): void {
    compose.answer = { no: true, yes: null };
    compose.match = null;
    onMatch(compose);
  }

  /** A page that breaks the reading of its ids must not break the guard: then they are unknown. */
  function identityOf({ surface }: Compose): Identity {
    try {
      return host.identify(surface);
    } catch {
      return {};
    }
  }

  function lookAgain(compose: Compose): void {
    const identity = identityOf(compose);
    if (identity.draftId) compose.draftId = identity.draftId;
    const confirmed = compose.answer.yes && index.get(compose.answer.yes);
    const found = confirmed
      ? { entry: confirmed, matched: 'draft' as const }
      : (index.find(identity) ?? cameBack(identity.draftId));
    if (found && !(compose.answer.no && found.matched === 'text')) compose.match = found;
    else if (compose.match) {
      // Still listed: the same item with its newest state. Gone from the list: ours no longer.
      const entry = index.get(compose.match.entry.proposalId);
      compose.match = entry && !compose.answer.no ? { ...compose.match, entry } : null;
    }
  }

  function cameBack(draftId: string | undefined): Match | null {
    const entry = draftId === undefined ? undefined : letOut.get(draftId);
    return entry ? { entry, matched: 'draft' } : null;
  }

  async function matchText(compose: Compose): Promise<void> {
    const reading = host.read(compose.surface);
    if (!reading || reading.compose.to.length === 0) return;
    if (!index.mayMatch(reading.compose.to)) return;
    const digests = await askWorker('compose.digests', { compose: reading.compose });
    const match = index.findText(digests.match);
    if (!match || compose.match || compose.answer.no) return;
    compose.match = match;
    onMatch(compose);
  }

  function bindOnce(compose: Compose, match: Match): void {
    if (!compose.draftId || compose.told === compose.draftId) return;
    tell(tellGate(compose, match));
  }

  async function tellGate(compose: Compose, { entry }: Match): Promise<Told> {
    const { account, threadId, draftId } = host.identify(compose.surface);
    if (!account || !draftId) return { bound: false };
    compose.told = draftId;
    try {
      const { proposalId, revision } = entry;
      const seen = { proposalId, revision, account, draftId };
      return await askWorker('compose.seen', { ...seen, threadId });
    } catch (error) {
      compose.told = null; // told again when the index comes next
      return { bound: false, detail: String(error) };
    }
  }

  return { live, of, added, sent, removed, settleAll, verdict, settle, confirm, deny };
}
export type Composes = ReturnType<typeof createComposes>;
