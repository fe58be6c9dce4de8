import { useEffect, useRef } from 'preact/hooks';
import type { NamedItem } from '../../messages/item-name.ts';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import type { Queue } from './queue.ts';
import { RECALL_HOURS, type Swept, sourcesOf } from './sweep.ts';

/** Lines that are listed; beyond them only their number. */
const LISTED = 50;

/** A manager stops everything from this item's template, agent or model version, or takes approvals back. */
export function Sweep({ queue }: { queue: Queue }) {
  const { session, sweeping } = queue;
  const { model } = session;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    return () => sweeping.forget();
  }, [sweeping]);
  const swept = sweeping.swept.value;
  const where = model.view.value?.space;
  return (
    <section class="help" aria-label={t('queue_stop_take_back')}>
      <div class="row between">
        <h2>{t('queue_stop_take_back')}</h2>
        <Button
          look="quiet"
          icon="close"
          keyName="Esc"
          onPress={() => {
            model.menu.value = null;
          }}
        >
          {t('queue_close')}
        </Button>
      </div>
      {swept?.stopped || swept?.recalled !== undefined ? (
        <Came swept={swept} space={where ? { space: where.id } : {}} />
      ) : (
        <>
          <p class="muted">{t('queue_stop_source_everything_waits_approved')}</p>
          <div class="field">
            <label for="sweep-reason">{t('queue_why_agents_reviewers_get')}</label>
            <input
              id="sweep-reason"
              ref={field}
              value={sweeping.reason.value}
              maxLength={500}
              onInput={(event) => {
                sweeping.reason.value = event.currentTarget.value;
              }}
            />
          </div>
          {swept?.detail ? (
            <p role="alert" class="late">
              <Visible text={swept.detail} />
            </p>
          ) : null}
          <div class="reason-list">
            {sourcesOf(model).map(({ key, words, by }) => (
              <Button
                key={key}
                name={`sweep-${key}`}
                disabled={sweeping.busy.value}
                onPress={() => void sweeping.stop(words, by)}
              >
                <Visible text={words} />
              </Button>
            ))}
          </div>
          <p class="muted">{t('queue_take_back_what_one_reviewer', { n: RECALL_HOURS })}</p>
          <div class="field">
            <label for="recall-reviewer">{t('queue_whose_approvals_address')}</label>
            <input
              id="recall-reviewer"
              type="email"
              value={sweeping.reviewer.value}
              maxLength={254}
              onInput={(event) => {
                sweeping.reviewer.value = event.currentTarget.value;
              }}
            />
          </div>
          <Button
            icon="undo"
            name="recall"
            disabled={sweeping.busy.value || sweeping.reviewer.value.trim() === ''}
            onPress={() => void sweeping.recall()}
          >
            {t('queue_recall')}
          </Button>
        </>
      )}
    </section>
  );
}

const Named = (of: { item: NamedItem; space: { space?: string } }) => {
  const { proposalId, ...named } = of.item;
  return <ItemLink {...{ proposalId, named, ...of.space }} />;
};

function Came({ swept, space }: { swept: Swept; space: { space?: string } }) {
  const { what, stopped = [], underWay = [], recalled, gone = [] } = swept;
  return (
    <>
      <p>
        <Visible text={what} />
        {recalled === undefined
          ? t('queue_came_stopped', { stopped: stopped.length, under_way: underWay.length })
          : t('queue_came_recalled', { recalled, gone: gone.length })}
      </p>
      {stopped.length + underWay.length + gone.length > 0 ? (
        <ul class="swept">
          {gone.slice(0, LISTED).map(({ state, ...item }) => (
            <li key={item.proposalId}>
              {tx('queue_had_left', { state, id: <Named {...{ item, space }} /> })}
            </li>
          ))}
          {underWay.map(({ executor, ...item }) => (
            <li key={item.proposalId}>
              {tx('queue_under_way', {
                executor: <Visible text={executor} />,
                id: <Named {...{ item, space }} />,
              })}
            </li>
          ))}
          {stopped.slice(0, LISTED).map(({ proposalId, externalId, was }) => (
            <li key={proposalId}>
              <ItemLink {...{ proposalId, ...space }} named={{ title: externalId }} />{' '}
              <span class="muted">{t('queue_was', { was })}</span>
            </li>
          ))}
          {stopped.length > LISTED ? (
            <li>{t('queue_and_more', { n: stopped.length - LISTED })}</li>
          ) : null}
        </ul>
      ) : null}
    </>
  );
}
