import { useCallback, useEffect, useId, useState } from 'preact/hooks';
import type { FoundBy } from '../../core/schema/signal.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { shownTime } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import type { Act } from './act.ts';

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
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
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
  const field = useId();
  if (answer.state === 'loading') return <p class="muted">{t('popup_loading')}</p>;
  if (answer.state === 'failed')
    return (
      <p class="muted" role="status">
        {t('popup_left_lately_not_known', { why: answer.why })}
      </p>
    );
  const { sent } = answer.value;
  if (sent.length === 0) return <p class="muted">{t('popup_nothing_left_yet')}</p>;
  return (
    <>
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
              {one.reported || said.has(one.proposalId) ? (
                <TakenBack
                  title={one.title ?? one.kind}
                  until={said.get(one.proposalId)}
                  press={() =>
                    void act(async (asking) => {
                      const { undone } = await asking('defect.undo', {
                        ...{ space, proposalId: one.proposalId },
                      });
                      if (!undone) throw new Error(t('review_wrong_too_late'));
                      setSaid(without(said, one.proposalId));
                    })
                  }
                />
              ) : (
                <Button
                  name={`wrong-${one.proposalId}`}
                  hint={t('popup_was_wrong_hint')}
                  onPress={() =>
                    void act(async (asking) => {
                      const { undoUntil } = await asking('defect.report', {
                        ...{ space, proposalId: one.proposalId },
                        ...(finder === '' ? {} : { foundBy: finder }),
                      });
                      setSaid(new Map(said).set(one.proposalId, undoUntil));
                    })
                  }
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
          </li>
        ))}
      </ul>
    </>
  );
}

const without = (said: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, string> =>
  new Map([...said].filter(([one]) => one !== id));

/** That it was said, with the way back while there is one. */
function TakenBack(props: { title: string; until: string | undefined; press: () => void }) {
  const { title, until, press } = props;
  const [now, setNow] = useState(Date.now);
  const left = until === undefined ? 0 : Date.parse(until) - now;
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setNow(Date.now()), left);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <span class="row">
      <span class="status-word bad">{t('popup_was_wrong_state')}</span>
      {left > 0 ? (
        <Button
          look="quiet"
          icon="undo"
          name="take-back"
          hint={t('popup_take_back_of', { title })}
          onPress={press}
        >
          {t('popup_take_back')}
        </Button>
      ) : null}
    </span>
  );
}
