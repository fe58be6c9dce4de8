import type { ComponentChildren } from 'preact';
import { t } from '../../words/t.ts';
import { Actions } from './Actions.tsx';
import { Findings } from './Findings.tsx';
import { Why } from './Head.tsx';
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
} from './lazy-pieces.ts';
import { isLoading, isPressing } from './pressing.ts';
import type { Session } from './session.ts';
import { Work } from './Work.tsx';

/** What is read and decided under a page's own head: the same in the panel and in the queue. */
export function Review(props: {
  session: Session;
  /** milliseconds since the epoch */
  wall: () => number;
  scroller: { current: HTMLElement | null };
  /** what the page has between the notices and the findings */
  children?: ComponentChildren;
}) {
  const { session, wall } = props;
  const { model } = session;
  const now = wall();
  const label = t('review_item_under_review');
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <main class="body" ref={props.scroller} tabIndex={0} aria-label={label}>
        {model.view.value && model.link.value === 'ready' ? (
          <>
            <Why session={session} now={now} />
            {model.menu.value === 'help' ? <Help session={session} wall={wall} /> : null}
            {isPressing(model) ? <Notices session={session} now={now} /> : null}
            {model.view.value.item.recalled ? <Recalled session={session} /> : null}
            {model.view.value.item.blind ? <Blind session={session} /> : null}
            {props.children}
            {model.blind.value ? null : <Findings session={session} now={now} />}
            {model.menu.value === 'editor' ? <Editor session={session} /> : null}
            <Work session={session} now={now} />
            {model.blind.value ? null : <Reasoning session={session} now={now} />}
            <Known session={session} now={now} />
          </>
        ) : isLoading(model) ? (
          <div class="empty" aria-busy="true">
            <p class="muted">{t('review_loading')}</p>
          </div>
        ) : (
          <States session={session} />
        )}
      </main>
      <footer class="foot">
        {model.pace.value ? <Pace session={session} now={now} /> : null}
        <ToastLine session={session} wall={wall} />
        <Actions session={session} wall={wall} />
      </footer>
    </>
  );
}
