import type { ComponentChildren } from 'preact';
import type { RecordRef } from '../../../core/schema/content.ts';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import { Button } from '../../../ui/Button.tsx';
import { tx } from '../../../ui/tx.ts';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import type { Session } from '../session.ts';
import type { Applied, Work, WorkDraft } from './draft.ts';
import { setValue, toggleRow } from './drafting.ts';
import { localTime, placeWords, whenWords } from './words.ts';

/** All that a view is made from. `now` is as the work would leave, `was` as the agent proposed it. */
export type Kind<W extends Work> = {
  session: Session;
  item: ReviewItem;
  was: W;
  now: W;
  draft: WorkDraft;
  faults: Applied['faults'];
  /** the fields are open */
  editing: boolean;
  /** milliseconds since the epoch */
  at: number;
};

/** Rows that can be struck. Arrow keys go from one to the next. */
export function Rows({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ul
      class="work-rows"
      aria-label={label}
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const { target } = event;
        if (!step || !(target instanceof HTMLElement) || !target.closest('[data-row]')) return;
        if (target.matches('input, textarea, select')) return;
        event.preventDefault();
        const buttons = [
          ...event.currentTarget.querySelectorAll<HTMLElement>('[data-name=strike]'),
        ];
        const here = buttons.findIndex((one) => target.closest('[data-row]')?.contains(one));
        buttons[here + step]?.focus();
      }}
    >
      {children}
    </ul>
  );
}

/** One row with the button that strikes it. What is struck stays to be read, and says so. */
export function Row(props: {
  session: Session;
  item: ReviewItem;
  at: number;
  /** what it is, for the ear: "amount" */
  name: string;
  struck: boolean;
  children: ComponentChildren;
}) {
  const { session, item, at, name, struck } = props;
  return (
    <li class={struck ? 'work-row struck' : 'work-row'} data-row={at}>
      <div class="work-row-main">
        {struck ? <p class="struck-words">{t('review_struck_left_out')}</p> : null}
        {props.children}
      </div>
      {item.state === 'pending' && !session.model.view.value?.became ? (
        <Button
          look="quiet"
          name="strike"
          keyName={session.model.bindings.value.strike}
          onPress={() => toggleRow(session, item, at)}
        >
          {struck ? t('review_keep') : t('review_strike')}
          <span class="unseen">
            {' '}
            <Visible text={name} />
          </span>
        </Button>
      ) : null}
    </li>
  );
}

/** A record by its name and by where it is. */
export function RecordLine({ record }: { record: RecordRef }) {
  return (
    <>
      {record.label ? (
        <>
          <Visible text={record.label} />{' '}
        </>
      ) : null}
      <span class="muted">
        <Visible text={placeWords(record)} />
      </span>
    </>
  );
}

export const When = ({ iso }: { iso: string }) => <time dateTime={iso}>{whenWords(iso)}</time>;

/** What the agent had proposed, where it is another value now. */
export function Was({ children }: { children: ComponentChildren }) {
  return (
    <p class="was">{tx('review_edited_agent_proposed', { proposed: <del>{children}</del> })}</p>
  );
}

/** One field of the form. What is wrong with it stands under it, and is said with its name. */
export function Field(props: {
  on: { session: Session; item: ReviewItem; draft: WorkDraft; faults: Applied['faults'] };
  path: string;
  label: ComponentChildren;
  value: string;
  type?: 'text' | 'area' | 'number' | 'time' | 'yes-no';
  max?: number;
  /** a path that typing here takes back */
  instead?: string;
}) {
  const { on, path, value, type = 'text', max = 10_000 } = props;
  const id = `edit-${path.replaceAll('.', '-')}`;
  const fault = on.faults.get(path);
  const typed = on.draft.values[path] ?? (type === 'time' ? localTime(value) : value);
  const common = {
    id,
    value: typed,
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': fault ? `${id}-fault` : undefined,
    onInput: (event: { currentTarget: { value: string } }) =>
      setValue(on, path, event.currentTarget.value, props.instead),
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {type === 'area' ? (
        <textarea {...common} dir="auto" rows={4} maxLength={max} />
      ) : type === 'yes-no' ? (
        <select {...common}>
          <option value="true">{t('review_yes')}</option>
          <option value="false">{t('review_no')}</option>
        </select>
      ) : type === 'time' ? (
        <input {...common} type="datetime-local" />
      ) : (
        <input
          {...common}
          type="text"
          dir={type === 'text' ? 'auto' : 'ltr'}
          inputMode={type === 'number' ? 'decimal' : undefined}
          maxLength={max}
        />
      )}
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
    </div>
  );
}
