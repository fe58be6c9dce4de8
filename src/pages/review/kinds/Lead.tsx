import { Button } from '../../../ui/Button.tsx';
import { shownNumber } from '../../../ui/locale.ts';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import { isSame, type Work } from './draft.ts';
import { setValue } from './drafting.ts';
import { Field, type Kind, RecordLine, Row, Rows, Was } from './pieces.tsx';

type Route = Extract<Work, { kind: 'lead.route' }>;
type Score = Extract<Work, { kind: 'lead.score' }>;

/** Where a lead would go: whose it is now, whose territory, how much each already has. */
export function LeadRoute(on: Kind<Route>) {
  const { was, now, session, item, draft } = on;
  const facts = item.context?.routing;
  return (
    <>
      <dl class="facts">
        <dt>{t('review_lead')}</dt>
        <dd>
          <RecordLine record={was.lead} />
        </dd>
        {facts?.currentOwner ? (
          <>
            <dt>{t('review_now_with')}</dt>
            <dd>
              <Visible text={facts.currentOwner} />
            </dd>
          </>
        ) : null}
        <dt>{t('review_territory')}</dt>
        <dd>
          {facts?.territory ? (
            <Visible text={facts.territory} />
          ) : (
            <span class="muted">{t('review_agent_does_not_say')}</span>
          )}
        </dd>
        {facts?.conflict ? (
          <>
            <dt>{t('review_conflict')}</dt>
            <dd class="against">
              <Visible text={facts.conflict} />
            </dd>
          </>
        ) : null}
        <dt>{t('review_goes')}</dt>
        <dd>
          <b>
            <Visible text={now.owner.name} />
          </b>{' '}
          <span class="muted">
            <Visible text={now.owner.id} />
          </span>
          {isSame(was.owner, now.owner) ? null : (
            <Was>
              <Visible text={was.owner.name} />
            </Was>
          )}
        </dd>
      </dl>
      {facts?.owners?.length ? <Owners on={on} /> : null}
      {was.queue === undefined ? null : (
        <Rows label={t('review_queue')}>
          <Row {...{ session, item }} at={0} name="queue" struck={draft.struck.includes(0)}>
            <p>
              <span class="muted">{t('review_queue')}: </span>
              <Visible text={was.queue} />
            </p>
          </Row>
        </Rows>
      )}
    </>
  );
}

/** Whom it may go to, with territory and load. */
function Owners({ on }: { on: Kind<Route> }) {
  const { was, now, item } = on;
  const facts = item.context?.routing;
  return (
    <fieldset class="sources" aria-label={t('review_owners_may_go')}>
      {facts?.owners?.map(({ id, name, territory, openLeads, capacity }) => (
        <div class="source" key={id}>
          <span>
            <Visible text={name} />{' '}
            <span class="muted">
              {territory ? (
                <>
                  <Visible text={territory} />
                  {facts.territory && territory !== facts.territory
                    ? ` (${t('review_another_territory')})`
                    : ''}
                  {openLeads === undefined ? '' : ', '}
                </>
              ) : null}
              {openLeads === undefined ? '' : loadWords(openLeads, capacity)}
            </span>
          </span>
          <Button
            look="quiet"
            name="owner"
            pressed={id === now.owner.id}
            onPress={() => setValue(on, 'owner', id === was.owner.id ? null : id)}
          >
            {t('review_choose')}
            <span class="unseen">
              {' '}
              <Visible text={name} />
            </span>
          </Button>
        </div>
      ))}
    </fieldset>
  );
}

function loadWords(open: number, capacity: number | undefined): string {
  if (capacity === undefined) return t('review_open_leads', { open });
  return t(open >= capacity ? 'review_open_leads_full' : 'review_open_leads_of', {
    open,
    capacity,
  });
}

/** A score before and after, which a person may set themselves. */
export function LeadScore(on: Kind<Score>) {
  const { was, now } = on;
  return (
    <>
      <dl class="facts">
        <dt>{t('review_lead')}</dt>
        <dd>
          <RecordLine record={was.lead} />
        </dd>
        <dt>{t('review_model')}</dt>
        <dd>
          <Visible text={was.model} />
        </dd>
        <dt>{t('review_score_now')}</dt>
        <dd>{was.before === null ? t('review_none') : String(was.before)}</dd>
        <dt>{t('review_new_score')}</dt>
        <dd>
          {String(now.after)}
          {was.before === null ? null : (
            <span class="muted"> ({signed(now.after - was.before)})</span>
          )}
          {was.after === now.after ? null : <Was>{String(was.after)}</Was>}
        </dd>
      </dl>
      {on.editing ? (
        <Field
          {...{ on }}
          path="after"
          label={t('review_new_score')}
          value={String(now.after)}
          type="number"
        />
      ) : null}
    </>
  );
}

const signed = (value: number): string => shownNumber(value, { signDisplay: 'always' });
