import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import type { SpaceLine } from '../../store/list-spaces.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
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
    <section class="queue-scroll" ref={scroller} tabIndex={0} aria-label={t('queue_what_waits')}>
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
                  {t(TIER_WORDS[line.row.item.tier])}
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
        {line.size > 1 ? (
          <span class="queue-like">{t('queue_like_this', { n: line.size })}</span>
        ) : null}
      </span>
      <span class={late ? 'queue-due late' : 'queue-due'}>
        {t(late ? 'queue_was_due' : 'queue_due', { time: timeWords(item.dueAt, now) })}
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
          t('queue_back', { time: timeWords(new Date(putOff).toISOString(), now) })
        ) : item.state === 'escalated' ? (
          <>
            {escalatedWords(item)}
            {item.decision?.note ? (
              <>
                : <Visible text={item.decision.note} />
              </>
            ) : null}
            {item.escalation && !item.escalation.returned
              ? t('queue_goes_back', { time: timeWords(item.escalation.returnsAt, now) })
              : ''}
          </>
        ) : open.length > 0 ? (
          tx('queue_open_with_till', {
            names: <Visible text={open.map(({ name }) => name).join(', ')} />,
            time: timeWords(latest(open), now),
          })
        ) : (
          t(KIND_WORDS[item.kind])
        )}
      </span>
    </button>
  );
}

/** Who escalated it, and whether it came back. */
function escalatedWords({ decision, escalation }: ReviewItem) {
  if (!decision) return t(escalation?.returned ? 'queue_back_unanswered' : 'queue_escalated');
  const by = { by: <Visible text={decision.by} /> };
  return escalation?.returned ? tx('queue_back_unanswered_by', by) : tx('queue_escalated_by', by);
}

/** When the last of those who look at it is taken to be gone, unless they still look. */
const latest = (open: readonly { until: string }[]): string =>
  open.reduce((last, { until }) => (until > last ? until : last), '');

function NoLines({ queue }: { queue: Queue }) {
  const { list, session } = queue;
  if (list.state.value === 'loading') return <p class="empty muted">{t('queue_loading')}</p>;
  if (list.state.value === 'failed')
    return (
      <EmptyState icon="alert" title={t('queue_queue_could_not_read')}>
        <p>{t('queue_reload_page_nothing_you_decided')}</p>
      </EmptyState>
    );
  const { connection } = session.model;
  if (connection.value === 'unpaired' || connection.value === 'revoked') return null;
  if (Object.keys(list.filter.value).length > 0)
    return (
      <EmptyState icon="inbox" title={t('queue_nothing_matches')}>
        <p>{t('queue_take_filter_away_search_less')}</p>
      </EmptyState>
    );
  return (
    <EmptyState icon="inbox" title={t('queue_nothing_waits_you')}>
      <p>{t('queue_new_items_appear_here_themselves')}</p>
    </EmptyState>
  );
}
