import { useCallback, useId, useState } from 'preact/hooks';
import type { FoundBy } from '../../core/schema/signal.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Announcer } from '../../ui/Announcer.tsx';
import { Button } from '../../ui/Button.tsx';
import { shownTime } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import type { Act } from './act.ts';
import { useSecondsLeft } from './seconds-left.ts';
import { Undo } from './Undo.tsx';

const NEVER = () => () => undefined;
const FINDERS: readonly (readonly [FoundBy | '', PlainKey])[] = [
  ['', 'popup_noticed_i'],
  ['prospect', 'popup_noticed_prospect'],
  ['customer-success', 'popup_noticed_customer_success'],
  ['rep', 'popup_noticed_rep'],
];

/** What left lately; one press says that it was wrong. Asked for only once it is opened. */
export function Sent(props: { ask: Ask; act: Act; space: string | undefined }) {
  const [open, setOpen] = useState(false);
  const box = useKeptFocus<HTMLDetailsElement>();
  return (
    <details ref={box} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('popup_left_lately')}</summary>
      {open ? <Lately {...props} /> : null}
    </details>
  );
}

function Lately({ ask, act, space }: { ask: Ask; act: Act; space: string | undefined }) {
  const get = useCallback(() => ask('sent.list', { space }), [ask, space]);
  const [answer] = useAnswer(get, NEVER);
  const [finder, setFinder] = useState<FoundBy | ''>('');
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  const [heard, setHeard] = useState('');
  const field = useId();
  if (answer.state === 'loading') return <p class="muted">{t('popup_loading')}</p>;
  if (answer.state === 'failed')
    return (
      <p class="muted" role="status">
        {t('popup_left_lately_not_known', { why: answer.why })}
      </p>
    );
  const { sent } = answer.value;
  const say = (proposalId: string) =>
    void act(async (asking) => {
      const { undoUntil } = await asking('defect.report', {
        ...{ space, proposalId },
        ...(finder === '' ? {} : { foundBy: finder }),
      });
      setSaid((before) => new Map(before).set(proposalId, undoUntil));
      setHeard(t('review_noted_wrong'));
    });
  const takeBack = (proposalId: string) =>
    void act(async (asking) => {
      const { undone } = await asking('defect.undo', { space, proposalId });
      if (!undone) throw new Error(t('review_wrong_too_late'));
      setSaid((before) => without(before, proposalId));
      setHeard(t('review_wrong_taken_back'));
    });
  if (sent.length === 0) return <p class="muted">{t('popup_nothing_left_yet')}</p>;
  return (
    <>
      <Announcer text={heard} />
      <p class="row">
        <label for={field}>{t('popup_who_noticed')}</label>
        <select
          id={field}
          value={finder}
          onChange={(event) => {
            const [value = ''] = FINDERS.find(([name]) => name === event.currentTarget.value) ?? [];
            setFinder(value);
          }}
        >
          {FINDERS.map(([value, label]) => (
            <option key={value} value={value}>
              {t(label)}
            </option>
          ))}
        </select>
      </p>
      <ul class="oversight">
        {sent.map((one) => (
          <li key={one.proposalId}>
            <div class="row spread">
              <p>
                <ItemLink
                  proposalId={one.proposalId}
                  space={space}
                  named={{ kind: one.kind, title: one.title }}
                />
              </p>
              {one.reported || said.has(one.proposalId) ? null : (
                <Button
                  name={`wrong-${one.proposalId}`}
                  hint={t('popup_was_wrong_hint')}
                  onPress={() => say(one.proposalId)}
                >
                  {t('popup_was_wrong')}
                </Button>
              )}
            </div>
            <p class="muted">
              {tx(one.unattended ? 'popup_left_by_itself' : 'popup_left_at', {
                time: shownTime(one.sentAt, { dateStyle: 'medium', timeStyle: 'short' }),
                workflow: <Visible text={one.workflowId} />,
              })}
            </p>
            {one.reported || said.has(one.proposalId) ? (
              <SaidWrong
                name={`undo-wrong-${one.proposalId}`}
                title={one.title ?? one.kind}
                until={said.get(one.proposalId)}
                press={() => takeBack(one.proposalId)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

const without = (said: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, string> =>
  new Map([...said].filter(([one]) => one !== id));

/** That it was said, with what becomes of it and the way back while there is one. */
function SaidWrong(props: {
  name: string;
  title: string;
  until: string | undefined;
  press: () => void;
}) {
  const { name, title, until, press } = props;
  const left = useSecondsLeft(until);
  return (
    <div class="row spread">
      <p class="muted" tabIndex={-1}>
        <span class="status-word bad">{t('popup_was_wrong_state')}</span>
        {left > 0 ? ` · ${t('review_will_count', { left })}` : ''}
      </p>
      {left > 0 ? (
        <Undo {...{ name }} hint={t('popup_take_back_of', { title })} onPress={press} />
      ) : null}
    </div>
  );
}
