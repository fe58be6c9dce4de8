import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Actions } from '../review/Actions.tsx';
import { Findings } from '../review/Findings.tsx';
import { Title, Why } from '../review/Head.tsx';
import {
  Blind,
  Editor,
  Help,
  Known,
  Notices,
  Pace,
  Reasoning,
  Recalled,
  States,
  ToastLine,
} from '../review/lazy-pieces.ts';
import { isLoading, isPressing } from '../review/pressing.ts';
import { Work } from '../review/Work.tsx';
import { CloneTable } from './CloneTable.tsx';
import type { Queue } from './queue.ts';
import { Sweep } from './Sweep.tsx';

/** The review card of the item that is looked at: the panel's own pieces, and its clones' table. */
export function Card(props: {
  queue: Queue;
  wall: () => number;
  /** false: the list has the page to itself, and no key decides */
  shown: boolean;
  narrow: boolean;
}) {
  const { queue, wall, shown } = props;
  const { session } = queue;
  const { model } = session;
  const scroller = useRef<HTMLElement>(null);
  const id = model.currentId.value;
  const view = model.view.value;
  const key = view && shown ? `${id}/${view.item.revision}` : null;
  usePainted(queue, key);
  useLayoutEffect(() => scroller.current?.scrollTo(0, 0), [key]);
  const now = wall();
  return (
    <div class="panel">
      <header class="head">
        <Title session={session} />
        {props.narrow ? (
          <Button
            look="quiet"
            icon="previous"
            name="list"
            keyName="Esc"
            onPress={() => {
              queue.pane.value = 'list';
            }}
          >
            List
          </Button>
        ) : null}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <main class="body" ref={scroller} tabIndex={0} aria-label="The item under review">
        {view ? (
          <>
            <Why session={session} now={now} />
            {model.menu.value === 'help' ? <Help session={session} /> : null}
            {model.menu.value === 'sweep' ? <Sweep queue={queue} /> : null}
            {isPressing(model) ? <Notices session={session} now={now} /> : null}
            {view.item.recalled ? <Recalled session={session} /> : null}
            {view.item.blind ? <Blind session={session} /> : null}
            <CloneTable queue={queue} />
            {model.blind.value ? null : <Findings session={session} now={now} />}
            {model.menu.value === 'editor' ? <Editor session={session} /> : null}
            <Work session={session} now={now} />
            {model.blind.value ? null : <Reasoning session={session} now={now} />}
            <Known session={session} now={now} />
          </>
        ) : isLoading(model) ? (
          <div class="empty" aria-busy="true">
            <p class="muted">Loading…</p>
          </div>
        ) : (
          <States session={session} />
        )}
      </main>
      <footer class="foot">
        {model.pace.value ? <Pace session={session} now={now} /> : null}
        <ToastLine session={session} wall={wall} />
        <Actions session={session} />
      </footer>
    </div>
  );
}

/** Tells the session when an item has been painted, and when it is out of sight: then no key decides. */
function usePainted({ session }: Queue, key: string | null): void {
  useEffect(() => {
    if (key === null) {
      session.guard.hidden();
      return;
    }
    const id = session.model.currentId.value;
    const frame = requestAnimationFrame(() => {
      if (id && document.visibilityState === 'visible') session.painted(id);
    });
    const seen = () => {
      if (document.visibilityState !== 'visible') session.guard.hidden();
      else if (id) session.painted(id);
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [session, key]);
}
