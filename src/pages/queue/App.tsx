import { useEffect, useState } from 'preact/hooks';
import { Announcer } from '../../ui/Announcer.tsx';
import { t } from '../../words/t.ts';
import { ToastLine } from '../review/lazy-pieces.ts';
import { Card } from './Card.tsx';
import { Lines } from './Lines.tsx';
import type { Queue } from './queue.ts';
import { Toolbar } from './Toolbar.tsx';

/** Where list and card stand side by side; below it, one at a time (queue.css has the same width). */
const WIDE = '(min-width: 800px)';
const TICK_MS = 15_000;

/** The whole page: what waits on one side, the review card of one item on the other. */
export function App({ queue, wall }: { queue: Queue; wall: () => number }) {
  const wide = useMedia(WIDE);
  const { model } = queue.session;
  const pane = queue.pane.value;
  const cardShown = wide || pane === 'card';
  useTick(TICK_MS);
  return (
    <div class="queue" data-pane={pane}>
      <section class="queue-list" aria-label={t('ui_queue')} hidden={!wide && pane !== 'list'}>
        <Toolbar queue={queue} now={wall()} />
        <Lines queue={queue} now={wall()} />
        {cardShown ? null : (
          <footer class="foot">
            <ToastLine session={queue.session} wall={wall} />
          </footer>
        )}
      </section>
      <div class="queue-card" hidden={!cardShown}>
        <Card queue={queue} wall={wall} shown={cardShown} narrow={!wide} />
      </div>
      <Announcer text={model.said.value} />
    </div>
  );
}

/** Draws anew now and then: what is due, and who still looks at what, changes with the time alone. */
function useTick(everyMs: number): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') tick((count) => count + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setMatches(media.matches);
    changed();
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return matches;
}
