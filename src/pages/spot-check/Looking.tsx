import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Announcer } from '../../ui/Announcer.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { t } from '../../words/t.ts';
import { Title } from '../review/Head.tsx';
import { Review } from '../review/Review.tsx';
import type { Looking } from './looking.ts';

/** The review card of what was drawn, one after another; nothing here says what came first. */
export function LookingCard({ looking, leave }: { looking: Looking; leave: () => void }) {
  const { session, wall } = looking;
  const { model } = session;
  const scroller = useRef<HTMLElement>(null);
  const id = model.currentId.value;
  const view = model.view.value;
  const key = view ? `${id}/${view.item.revision}` : null;
  useEffect(() => {
    if (key === null) return session.guard.hidden();
    const seen = () => {
      if (document.visibilityState !== 'visible') session.guard.hidden();
      else if (id) session.painted(id);
    };
    const frame = requestAnimationFrame(seen);
    document.addEventListener('visibilitychange', seen);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [session, key]);
  useLayoutEffect(() => scroller.current?.scrollTo(0, 0), [key]);
  const done = looking.decided.value.size;
  return (
    <div class="panel spot-card">
      <header class="head">
        <Title session={session} />
        <p class="muted spot-progress" role="status">
          {t('spot_progress', { done, total: looking.total })}
        </p>
        <Button look="quiet" name="leave" keyName="Esc" onPress={leave}>
          {t('spot_stop_for_now')}
        </Button>
      </header>
      {view || model.loading.value === 'failed' ? (
        <Review session={session} wall={wall} scroller={scroller} />
      ) : (
        <main class="body">
          <EmptyState icon="inbox" title={t('spot_on_their_way')}>
            <p>{t('spot_on_their_way_means')}</p>
          </EmptyState>
        </main>
      )}
      <Announcer text={model.said.value} />
    </div>
  );
}
