import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { SpaceLine } from '../../store/list-spaces.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { KIND_WORDS, TIER_WORDS, timeWords } from '../review/words.ts';
import { personOf, titleOf } from './line-words.ts';
import type { Queue } from './queue.ts';
import { useVirtual } from './use-virtual.ts';

/** CSS pixels, as in queue.css. */
const LINE = 60;
const HEAD = 28;

/** Whether a line begins a tier, and so carries its heading. */
const isFirstOf = (lines: readonly SpaceLine[], index: number): boolean =>
  lines[index]?.row.tierRank !== lines[index - 1]?.row.tierRank;

/** What waits, by risk and due time; only the lines on screen are drawn. */
export function Lines({ queue, now }: { queue: Queue; now: number }) {
  const { list, session } = queue;
  const scroller = useRef<HTMLElement>(null);
  const lines = list.lines.value;
  const current = session.model.currentId.value;
  const virtual = useVirtual({
    ...{ count: lines.length, scroller },
    sizeOf: useCallback((index) => LINE + (isFirstOf(lines, index) ? HEAD : 0), [lines]),
    keyOf: useCallback((index) => lines[index]?.row.proposalId ?? String(index), [lines]),
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - 30) list.more();
  }, [last, lines.length, list]);
  const at = lines.findIndex(({ row }) => row.proposalId === current);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  if (lines.length === 0) return <NoLines queue={queue} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="queue-scroll" ref={scroller} tabIndex={0} aria-label="What waits">
      <ul class="queue-lines" style={{ height: `${virtual.getTotalSize()}px` }}>
        {shown.map(({ index, key, start }) => {
          const line = lines[index];
          return line ? (
            <li
              key={key}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={list.ended.value ? lines.length : -1}
              aria-posinset={index + 1}
            >
              {isFirstOf(lines, index) ? (
                <h2 class={`queue-group minor ${line.row.item.tier}`}>
                  {TIER_WORDS[line.row.item.tier]}
                </h2>
              ) : null}
              <Line
                line={line}
                several={queue.spaces.value.length > 1}
                current={line.row.proposalId === current}
                now={now}
                onPick={() => {
                  if (line.row.proposalId !== current) session.items.select(line.row.proposalId);
                  queue.pane.value = 'card';
                }}
              />
            </li>
          ) : null;
        })}
      </ul>
    </section>
  );
}

function Line(props: {
  line: SpaceLine;
  /** there is more than one workspace: the line says which */
  several: boolean;
  current: boolean;
  now: number;
  onPick: () => void;
}) {
  const { line, several, now } = props;
  const { item, putOff } = line.row;
  const late = Date.parse(item.dueAt) < now;
  const open = item.openWith?.filter(({ until }) => Date.parse(until) > now) ?? [];
  return (
    <button
      type="button"
      class="queue-line"
      data-id={item.proposalId}
      aria-current={props.current ? 'true' : undefined}
      onClick={(event) => {
        if (event.isTrusted) props.onPick();
      }}
    >
      <span class="queue-who">
        <Visible text={personOf(item)} />
        {line.size > 1 ? <span class="queue-like">{`${line.size} like this`}</span> : null}
      </span>
      <span class={late ? 'queue-due late' : 'queue-due'}>
        {late ? 'was due ' : 'due '}
        {timeWords(item.dueAt, now)}
      </span>
      <span class="queue-title">
        <Visible text={titleOf(item)} />
      </span>
      <span class="queue-kind muted">
        {several ? (
          <>
            <Visible text={line.space.name} />,{' '}
          </>
        ) : null}
        {putOff !== undefined ? (
          `back ${timeWords(new Date(putOff).toISOString(), now)}`
        ) : item.state === 'escalated' ? (
          <>
            {item.escalation?.returned ? 'back unanswered, escalated' : 'escalated'}
            {item.decision ? (
              <>
                {' by '}
                <Visible text={item.decision.by} />
              </>
            ) : null}
            {item.decision?.note ? (
              <>
                : <Visible text={item.decision.note} />
              </>
            ) : null}
            {item.escalation && !item.escalation.returned
              ? `, goes back ${timeWords(item.escalation.returnsAt, now)}`
              : ''}
          </>
        ) : open.length > 0 ? (
          <>
            open with <Visible text={open.map(({ name }) => name).join(', ')} />
            {`, till ${timeWords(latest(open), now)}`}
          </>
        ) : (
          KIND_WORDS[item.kind]
        )}
      </span>
    </button>
  );
}

/** When the last of those who look at it is taken to be gone, unless they still look. */
const latest = (open: readonly { until: string }[]): string =>
  open.reduce((last, { until }) => (until > last ? until : last), '');

function NoLines({ queue }: { queue: Queue }) {
  const { list, session } = queue;
  if (list.state.value === 'loading') return <p class="empty muted">Loading…</p>;
  if (list.state.value === 'failed')
    return (
      <EmptyState icon="alert" title="The queue could not be read">
        <p>Reload this page. Nothing you decided is lost.</p>
      </EmptyState>
    );
  const { connection } = session.model;
  if (connection.value === 'unpaired' || connection.value === 'revoked') return null;
  if (Object.keys(list.filter.value).length > 0)
    return (
      <EmptyState icon="inbox" title="Nothing matches">
        <p>Take a filter away, or search for less.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon="inbox" title="Nothing waits for you">
      <p>New items appear here by themselves.</p>
    </EmptyState>
  );
}
