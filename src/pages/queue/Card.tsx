import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import { Title } from '../review/Head.tsx';
import { Review } from '../review/Review.tsx';
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
  // What was only to be read and can be decided now is another thing to press a key on.
  const key = view && shown ? `${id}/${view.item.revision}${view.became ? '/read' : ''}` : null;
  usePainted(queue, key);
  useLayoutEffect(() => scroller.current?.scrollTo(0, 0), [key]);
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
            {t('queue_list')}
          </Button>
        ) : null}
      </header>
      <Review session={session} wall={wall} scroller={scroller}>
        {model.menu.value === 'sweep' ? <Sweep queue={queue} /> : null}
        <CloneTable queue={queue} />
      </Review>
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
