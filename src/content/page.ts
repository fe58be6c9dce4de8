import type { Host, Surface, SurfaceChange } from '../hosts/host.ts';
import type { Payload } from '../messages/channel.ts';
import type { LightHandlers } from '../messages/light.ts';
import type { ContentToPanel, Matched, PanelToContent } from '../messages/panel-and-content.ts';
import type { IndexEntry } from '../messages/shared.ts';
import type { WorkerToContent } from '../messages/worker-to-content.ts';
import { text } from '../platform/content-runtime.ts';
import type { Beside, BringBeside } from './beside.ts';
import { type Compose, createComposes } from './composes.ts';
import { createGuard } from './guard.ts';
import { Index } from './index.ts';
import { createMarks } from './marks.ts';
import { type Release, report } from './release.ts';
import { askWorker, hearWorker, tell } from './worker-line.ts';

/** What the panel shows: an item, with the compose it is in, or by itself. */
type Shown = {
  proposalId: string;
  compose: Compose | null;
  matched?: Matched;
  /** a thread that seems to hold it */
  guess?: Surface | null;
};

/** Reports of selector health: not at once, and not at every miss. */
const HEALTH_EVERY_MS = 60_000;

/**
 * One page of a host: index, composes, panel, marks and guard, tied together. Holds no text of any
 * mail; everything it starts stops with `signal`.
 */
export function startPage(input: {
  host: Host;
  bringBeside: BringBeside;
  signal: AbortSignal;
  /** the site was turned off */
  off?: () => void;
}): void {
  const { host, signal } = input;
  const index = new Index();
  let shown: Shown | null = null;
  let watching: AbortController | null = null;
  let account: string | undefined;
  let healthAt = -HEALTH_EVERY_MS;
  /** an item whose text waits for the compose that was just opened for it */
  let wanted: string | null = null;
  /** clearances that were used here, by draft: the way to notice the page's own undo */
  const used = new Map<string, { dispatchId: string; proposalId: string }>();

  /** what stands beside a mail: asked for when it is first of use, and again where that failed */
  let bringing: Promise<Beside> | null = null;

  const composes = createComposes(host, index, (compose) => onMatch(compose));
  const marks = createMarks({
    ...{ host, index, signal },
    open: (entry) => openItem(entry),
    openSent: ({ proposalId }, guess) => show({ proposalId, compose: null, guess }, true),
  });
  const guard = createGuard({
    host,
    index,
    composes,
    events: {
      ended: (compose, { path }, result) => onEnded(compose, path, result),
      ask: (compose) => showCompose(compose, true),
      held: () => sayHeld(),
      discarding: ({ match }) => {
        if (match) tell(askWorker('compose.discarded', { proposalId: match.entry.proposalId }));
      },
    },
  });
  guard.listen(signal);
  hearWorker(workerHandlers(), signal);
  host.observe(onChange, signal);
  // As soon as the page is parsed, before its own script makes a compose: the frame takes a while.
  document.addEventListener('readystatechange', lookForAccount, { signal });
  window.addEventListener('focusin', onFocus, { capture: true, passive: true, signal });
  signal.addEventListener('abort', () => watching?.abort());
  tell(openPage());

  /** Asks for the index of this mailbox; again once the page says which mailbox it is. */
  async function openPage(): Promise<void> {
    account = host.account();
    const asked = account;
    const told = await askWorker('page.opened', { host: host.name, account: asked });
    if (asked !== account) return;
    index.unknownCompose = told.unknownCompose;
    // Before the composes are looked through: one that is found is shown in it.
    const { panel } = told;
    if (panel) tell(beside().then(({ frame }) => frame.prepare(panel)));
    setIndex(told.entries, told.paired);
  }

  /** Which mailbox this is may be known later than the script starts. */
  function lookForAccount(): void {
    const now = host.account();
    if (now !== undefined && now !== account) tell(openPage());
  }

  function setIndex(entries: readonly IndexEntry[], paired: boolean): void {
    index.set(entries, paired, account !== undefined || !paired);
    composes.settleAll();
    marks.renew(shown !== null);
    if (entries.length > 0) tell(beside().then(({ frame }) => frame.prepare()));
  }

  function onChange({ type, surface }: SurfaceChange): void {
    // Asked of the page three ways: not for every row of one whose mailbox is known (B2).
    if (account === undefined || surface.kind === 'compose') lookForAccount();
    if (surface.kind !== 'compose') {
      if (type === 'removed') marks.removed(surface);
      else marks.added(surface);
    } else if (type === 'added') onCompose(surface);
    else if (type === 'removed') onGone(surface);
    else if (shown?.compose?.surface === surface) withBeside(({ frame }) => frame.place());
    reportHealth();
  }

  function onCompose(surface: Surface): void {
    const compose = composes.added(surface.root);
    const back = compose.draftId === undefined ? undefined : used.get(compose.draftId);
    if (back && compose.draftId) {
      used.delete(compose.draftId);
      void report(back.dispatchId, 'recalled');
      say('sent', { proposalId: back.proposalId, outcome: 'recalled' });
    }
    if (wanted && !compose.match) {
      const proposalId = wanted;
      wanted = null;
      show({ proposalId, compose }, true);
    }
  }

  function onGone(surface: Surface): void {
    composes.removed(surface.root);
    if (shown?.compose?.surface !== surface) return;
    say('reading', { surfaceId: surface.id });
    stopShowing();
    const [next] = [...composes.live()].filter(({ match }) => match);
    if (next) showCompose(next, false);
  }

  /** A compose became ours, or is no longer. */
  function onMatch(compose: Compose): void {
    if (!compose.match) {
      if (shown?.compose === compose && !compose.answer.no) stopShowing();
      return;
    }
    const here = shown?.compose;
    // The person may have been in it before it was known: no focus event comes any more.
    const inIt = compose.surface.root.contains(document.activeElement);
    if (!here || here === compose || inIt || !here.surface.root.isConnected) {
      showCompose(compose, false);
    }
  }

  function onFocus(event: FocusEvent): void {
    if (index.entries.length === 0) return;
    for (const compose of composes.live()) {
      if (compose.match && compose !== shown?.compose && event.target instanceof Node) {
        if (compose.surface.root.contains(event.target)) showCompose(compose, false);
      }
    }
  }

  function showCompose(compose: Compose, focus: boolean): void {
    const proposalId = compose.match?.entry.proposalId;
    if (proposalId) show({ proposalId, compose }, focus);
  }

  function show(next: Shown, focus: boolean): void {
    const isNew = shown?.compose !== next.compose || shown?.proposalId !== next.proposalId;
    const surface = next.compose?.surface ?? null;
    const matched = next.guess ? 'text' : (next.compose?.match?.matched ?? 'none');
    // Told again for nothing, a person who went on to another item would be taken back.
    if (!isNew && !focus && shown?.matched === matched) {
      withBeside(({ frame }) => frame.place());
      return;
    }
    shown = { ...next, matched };
    const showIn = ({ frame }: Beside) =>
      frame.show(surface, focus, (say) => {
        const dark = host.isDark(surface);
        const { proposalId } = next;
        const surfaceId = (next.guess ?? surface)?.id;
        return say('show', { proposalId, matched, dark, focus, surfaceId });
      });
    tell(beside().then(showIn));
    marks.edge(true);
    if (!isNew) return;
    watching?.abort();
    watching = new AbortController();
    if (surface) host.watch(surface, () => sayReading(), watching.signal);
  }

  function stopShowing(): void {
    watching?.abort();
    say('hide', {});
    shown = null;
    withBeside(({ frame, highlights }) => {
      highlights.clear();
      frame.hide();
    });
    marks.edge(false);
  }

  function beside(): Promise<Beside> {
    bringing ??= bring().catch((error: unknown) => {
      bringing = null;
      throw error;
    });
    return bringing;
  }

  async function bring(): Promise<Beside> {
    const create = await input.bringBeside();
    return create({
      ...{ host, signal, handlers: panelHandlers() },
      first: () => shown?.proposalId,
      pass: () => askWorker('panel.nonce', {}),
    });
  }

  /** With what is there, or under way: in the order in which it was asked for. */
  function withBeside(act: (beside: Beside) => void): void {
    if (bringing) tell(bringing.then(act));
  }

  function say<N extends keyof ContentToPanel & string>(
    name: N,
    payload: Payload<ContentToPanel, N>,
  ): void {
    if (index.entries.length === 0 && !shown) return;
    // As far behind the frame as what `show` says, so that what was said first is heard first.
    tell(beside().then(async ({ frame }) => (await frame.prepare())(name, payload)));
  }

  function sayReading(): void {
    const surface = shown?.compose?.surface;
    if (!surface) return;
    const reading = host.read(surface);
    if (reading) say('reading', { surfaceId: surface.id, reading });
  }

  function onEnded(compose: Compose, path: string, result: Release): void {
    const entry = compose.match?.entry;
    if (!entry) return;
    const { proposalId } = entry;
    if (result.released) {
      if (result.outcome !== 'not_executed' && compose.draftId) {
        used.set(compose.draftId, { dispatchId: result.dispatchId, proposalId });
        composes.sent(compose);
      }
      say('sent', { proposalId, outcome: result.outcome });
      return;
    }
    showCompose(compose, true);
    // Where no panel can come to say why, that it wasn't sent is still to be seen.
    beside()
      .then(({ frame }) => frame.prepare())
      .catch(() => sayHeld());
    sayReading();
    say('stopped', { proposalId, path, refusal: result.refusal, detail: result.detail });
  }

  function sayHeld(): void {
    marks.note(text('sendHeld', 'Not sent.'));
  }

  /** Opens the item where it is: its open compose, its draft, its thread; else the panel by itself. */
  function openItem(entry: IndexEntry): boolean {
    for (const compose of composes.live()) {
      if (compose.match?.entry.proposalId !== entry.proposalId) continue;
      showCompose(compose, true);
      return true;
    }
    const { proposalId, draftId, threadId, replyTo } = entry;
    if (draftId) host.open({ draftId, threadId, replyTo });
    show({ proposalId, compose: null }, !draftId);
    return true;
  }

  function reportHealth(): void {
    if (performance.now() - healthAt < HEALTH_EVERY_MS || !index.paired || !index.loaded) return;
    tell(sayHealth());
  }

  async function sayHealth(): Promise<void> {
    healthAt = performance.now();
    await askWorker('health.report', { host: host.name, capabilities: host.health() });
  }

  function workerHandlers(): LightHandlers<WorkerToContent> {
    return {
      'index.changed': ({ paired, entries }) => {
        setIndex(entries, paired);
      },
      'panel.focus': () => {
        if (shown) withBeside(({ frame }) => frame.focus());
        else {
          const first = index.entries.find(({ state }) => state === 'pending');
          if (first) openItem(first);
        }
      },
      'record.changed': () => undefined,
      'health.now': async () => {
        await sayHealth();
        return {};
      },
      'site.off': () => input.off?.(),
      'compose.open': ({ proposalId }) => {
        const entry = index.get(proposalId);
        return { opened: entry !== undefined && openItem(entry) };
      },
    };
  }

  function panelHandlers(): LightHandlers<PanelToContent> {
    const surfaceShown = () => shown?.compose?.surface ?? null;
    return {
      read: () => {
        const surface = surfaceShown();
        return { reading: (surface && host.read(surface)) ?? undefined };
      },
      mark: async (payload) => {
        const { highlights } = await beside();
        const surface = surfaceShown();
        return { placed: surface ? highlights.mark(surface, payload.marks) : [] };
      },
      title: () => ({ name: null }),
      reveal: ({ id }) => withBeside(({ highlights }) => highlights.reveal(id)),
      write: ({ expected, authoredHtml, subject }) => {
        const surface = surfaceShown();
        const change = { expected: expected.compose, authoredHtml, subject };
        return { written: surface !== null && host.write(surface, change) };
      },
      confirm: async () => {
        return shown?.compose
          ? composes.confirm(shown.compose, shown.proposalId)
          : { bound: false };
      },
      deny: () => {
        if (shown?.compose) composes.deny(shown.compose);
        stopShowing();
      },
      send: () => (shown?.compose ? guard.send(shown.compose) : { started: false }),
      discard: () => {
        const compose = shown?.compose;
        if (!compose?.match || !host.discard(compose.surface)) return { discarded: false };
        const { proposalId } = compose.match.entry;
        tell(askWorker('compose.discarded', { proposalId }));
        return { discarded: true };
      },
      open: ({ proposalId }) => {
        const entry = index.get(proposalId);
        if (!entry) return { opened: false };
        if (entry.draftId) return { opened: openItem(entry) };
        wanted = proposalId;
        if (entry.threadId) host.open({ threadId: entry.threadId });
        else host.open('new');
        return { opened: true };
      },
      layout: (size) => withBeside(({ frame }) => frame.resize(size)),
      blur: () => withBeside(({ frame }) => frame.blur()),
    };
  }
}
