import { useEffect, useState } from 'preact/hooks';
import type { SpacesFilter } from '../../store/list-spaces.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { keyLabel, keyShortcut } from '../../ui/KeyHint.tsx';
import { t } from '../../words/t.ts';
import { itemPasted } from '../review/item-link.ts';
import { KIND_WORDS, TIER_WORDS } from '../review/words.ts';
import { NotTaken } from './NotTaken.tsx';
import type { Queue } from './queue.ts';
import { Sheet } from './Sheet.tsx';
import { Standing } from './Standing.tsx';

const TIERS = ['high', 'medium', 'low'] as const;
/** Typing is over when nothing came for this long, milliseconds. */
const TYPED_MS = 120;

/** Title, how things stand with the gate, search and filters. */
export function Toolbar({ queue, now }: { queue: Queue; now: number }) {
  const { list, session } = queue;
  const { model } = session;
  const filter = list.filter.value;
  const spaces = queue.spaces.value;
  const waiting = model.pending.value;
  const set = (change: Partial<Record<keyof SpacesFilter, string | number | undefined>>) => {
    const next = Object.fromEntries(
      Object.entries({ ...filter, ...change }).filter(
        ([, value]) => value !== undefined && value !== '',
      ),
    ) as SpacesFilter;
    void list.setFilter(next).then(() => {
      const lines = list.lines.value;
      const id = model.currentId.value;
      // What is looked at stays where it is part of the list; else the list's first is.
      if (lines[0] && !lines.some(({ row }) => row.proposalId === id))
        session.items.select(lines[0].row.proposalId);
      else void session.items.refresh();
    });
  };
  return (
    <header class="queue-head">
      <div class="queue-top">
        <h1 class="head-title">
          {t('ui_queue')}
          <span class="muted">{waiting > 0 ? ` ${t('queue_waiting', { n: waiting })}` : ''}</span>
        </h1>
        <div class="queue-ways">
          <Button
            look="quiet"
            name="sheet"
            pressed={queue.sheet.open.value}
            onPress={() => {
              queue.sheet.open.value = !queue.sheet.open.value;
            }}
          >
            {t('queue_sheet')}
          </Button>
          <nav aria-label={t('ui_pages')}>
            <a href="../mine/index.html" target="_blank" rel="noopener">
              {t('ui_my_page')}
            </a>
          </nav>
        </div>
      </div>
      {queue.sheet.open.value ? <Sheet queue={queue} /> : null}
      <OwnReading read={model.read.value} />
      <Standing connection={model.connection.value} spaces={queue.standing.value} />
      <NotTaken queue={queue} now={now} />
      <search class="queue-filters">
        <Search
          value={filter.search ?? ''}
          keyName={model.bindings.value.search}
          onSearch={(search) => set({ search })}
          onItem={(proposalId) => queue.open({ proposalId })}
        />
        {spaces.length > 1 ? (
          <Choice
            label={t('queue_workspace')}
            look="whole"
            value={filter.space ?? ''}
            options={spaces.map(({ id, name }) => [id, name])}
            onChoose={(space) => set({ space })}
          />
        ) : null}
        <Choice
          label={t('queue_workflow')}
          value={filter.workflow ?? ''}
          options={list.workflows.value.map(({ id, name }) => [id, name])}
          onChoose={(workflow) => set({ workflow })}
        />
        <Choice
          label={t('queue_kind')}
          value={filter.kind ?? ''}
          options={Object.entries(KIND_WORDS).map(([kind, words]) => [kind, t(words)])}
          onChoose={(kind) => set({ kind })}
        />
        <Choice
          label={t('queue_risk')}
          value={filter.tierRank === undefined ? '' : String(filter.tierRank)}
          options={TIERS.map((tier, rank) => [String(rank), t(TIER_WORDS[tier])])}
          onChoose={(rank) => set({ tierRank: rank === '' ? undefined : Number(rank) })}
        />
        {list.putOff.value > 0 || filter.putOff ? (
          <Button
            look="quiet"
            icon="later"
            name="put-off"
            pressed={filter.putOff === 1}
            onPress={() => set({ putOff: filter.putOff ? undefined : 1 })}
          >
            {t('queue_put_off', { n: list.putOff.value })}
          </Button>
        ) : null}
      </search>
    </header>
  );
}

/** What the meter found of the decisions made on this page: the reviewer sees their own. */
function OwnReading({ read }: { read: ReadonlyMap<string, boolean> }) {
  if (read.size === 0) return null;
  const deliberate = [...read.values()].filter((one) => one).length;
  return (
    <p class="muted" title={t('queue_time_view_specific_reason_edit')}>
      {t('queue_read_before_deciding_here', { read: deliberate, all: read.size })}
    </p>
  );
}

function Search(props: {
  value: string;
  keyName: string;
  onSearch: (text: string) => void;
  /** somebody pasted an item's id or a link to it */
  onItem: (proposalId: string) => void;
}) {
  const { value, keyName, onSearch } = props;
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSearch(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <label class="queue-search">
      <Icon name="search" />
      <span class="unseen">{t('queue_search_person_company_subject')}</span>
      <input
        type="search"
        value={text}
        placeholder={t('queue_search', { key: keyLabel(keyName) })}
        maxLength={200}
        aria-keyshortcuts={keyShortcut(keyName)}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          const item = itemPasted(typed);
          setText(item === null ? typed : '');
          if (item !== null) props.onItem(item);
        }}
      />
    </label>
  );
}

function Choice(props: {
  label: string;
  /** it has a row to itself */
  look?: 'whole';
  value: string;
  options: readonly (readonly [string, string])[];
  onChoose: (value: string) => void;
}) {
  return (
    <select
      class={props.look}
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChoose(event.currentTarget.value)}
    >
      <option value="">{t('queue_all', { label: props.label })}</option>
      {props.options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}
