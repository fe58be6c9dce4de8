import { useId } from 'preact/hooks';
import type { NamedItem } from '../../messages/item-name.ts';
import type { GivenVerdict, OpenAlert, Oversight } from '../../messages/oversight.ts';
import { Announcer } from '../../ui/Announcer.tsx';
import { Button } from '../../ui/Button.tsx';
import { shownTime } from '../../ui/locale.ts';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import type { Act } from './act.ts';
import { Verdict } from './Verdict.tsx';
import { useVerdictNews } from './verdict-news.ts';

const SHOWN = 10;

/**
 * What a person has to know, one a cause; each is closed as worth it or not, in one press that can be
 * taken back.
 */
export function Alerts(props: {
  alerts: readonly OpenAlert[];
  /** what this person said of alerts, these or others */
  verdicts: readonly GivenVerdict[];
  /** how those stand, after a press */
  show: (verdicts: readonly GivenVerdict[]) => void;
  again: () => void;
  worth: Oversight['worth'];
  manager: boolean;
  act: Act;
  /** id of its workspace's heading, part of its name; '' where there is none */
  under: string;
  /** left out where there is one workspace */
  space?: string | undefined;
}) {
  const heading = useId();
  const { worth, manager, act, space, verdicts, show, again } = props;
  const box = useKeptFocus<HTMLElement>();
  const [said, takenBack] = useVerdictNews(verdicts);
  // What stopped something comes before what is only to be known; within each, the gate's order.
  const alerts = [...props.alerts].sort(
    (a, b) => Number(b.urgency === 'page') - Number(a.urgency === 'page'),
  );
  const shown = alerts.slice(0, SHOWN);
  const closing = (alert: OpenAlert, verdict: GivenVerdict['verdict']) =>
    void act(async (ask, of) => {
      const asked = { space: of, id: alert.id, verdict, title: alert.title };
      show((await ask('alert.close', asked)).verdicts);
    });
  const undo = (id: string) =>
    void act(async (ask, of) => {
      const told = await ask('verdict.undo', { space: of, id });
      if (told.undone) takenBack(id);
      show(told.verdicts);
      if (!told.undone) throw new Error(t('review_wrong_too_late'));
    });
  const lineOf = (given: GivenVerdict) => (
    <Verdict
      given={given}
      undo={() => undo(given.id)}
      seen={() =>
        void act(async (ask, of) =>
          show((await ask('verdict.seen', { space: of, id: given.id })).verdicts),
        )
      }
      due={again}
    />
  );
  // Closed by somebody meanwhile, or below what is shown: what this person said of it is shown all the same.
  const apart = verdicts.filter((given) => !shown.some(({ id }) => id === given.id));
  return (
    <section ref={box} aria-labelledby={`${props.under} ${heading}`.trim()}>
      <h2 id={heading} tabIndex={-1}>
        {t('popup_alerts')}
      </h2>
      <Announcer text={said} />
      {alerts.length + apart.length === 0 ? <p class="muted">{t('popup_none_open')}</p> : null}
      <ul class="oversight">
        {apart.map((given) => (
          <li key={given.id}>
            <p>
              <Visible text={given.title} lang="en" />
            </p>
            {lineOf(given)}
          </li>
        ))}
        {shown.map((alert) => (
          <li key={alert.id} class={alert.urgency}>
            <p>
              <span class={`status-word ${alert.urgency === 'page' ? 'bad' : 'warn'}`}>
                {alert.urgency === 'page' ? t('popup_stopped') : t('popup_know')}
              </span>{' '}
              <Visible text={alert.title} lang="en" />
            </p>
            <p class="muted" tabIndex={-1}>
              {factsOf(alert).join(' · ')}
            </p>
            {alert.left ? <UnderWay left={alert.left} space={space} /> : null}
            {verdicts.filter(({ id }) => id === alert.id).map(lineOf)}
            {manager && !verdicts.some(({ id }) => id === alert.id) ? (
              <Closing {...{ alert, act }} close={(verdict) => closing(alert, verdict)} />
            ) : null}
          </li>
        ))}
      </ul>
      {alerts.length > SHOWN ? (
        <p class="muted">{t('popup_more', { n: alerts.length - SHOWN })}</p>
      ) : null}
      {worth.closed > 0 ? (
        <p class="muted">
          {t('popup_worth_90_days', { actionable: worth.actionable, closed: worth.closed })}
        </p>
      ) : null}
    </section>
  );
}

/** That somebody looks at it, or what it was worth. */
function Closing(props: {
  alert: OpenAlert;
  act: Act;
  close: (verdict: GivenVerdict['verdict']) => void;
}) {
  const { alert, act, close } = props;
  return (
    <div class="row">
      {alert.seen ? null : (
        <Button
          look="primary"
          name="seen"
          hint={t('popup_nobody_else_told')}
          onPress={() => void act((ask, of) => ask('alert.seen', { space: of, id: alert.id }))}
        >
          {t('popup_im')}
        </Button>
      )}
      {(['actionable', 'noise'] as const).map((verdict) => (
        <Button
          key={verdict}
          name={verdict}
          hint={verdict === 'noise' ? t('popup_close_not_worth') : t('popup_close_worth')}
          onPress={() => close(verdict)}
        >
          {verdict === 'noise' ? t('popup_noise') : t('popup_actionable')}
        </Button>
      ))}
    </div>
  );
}

/** What was under way when something stopped, each by its link: that is what may have gone out. */
function UnderWay(props: { left: readonly NamedItem[]; space: string | undefined }) {
  const { left, space } = props;
  return (
    <details>
      <summary>{t('link_under_way')}</summary>
      <ul class="bare-list">
        {left.map(({ proposalId, ...named }) => (
          <li key={proposalId}>
            <ItemLink {...{ proposalId, named }} space={space} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function factsOf({ firstAt, times, seen, sent, held, underWay }: OpenAlert): string[] {
  return [
    t('popup_since', { time: shownTime(firstAt, { dateStyle: 'medium', timeStyle: 'short' }) }),
    ...(times > 1 ? [t('popup_times', { times })] : []),
    ...(sent === undefined ? [] : [t('popup_about_sent_since_began', { sent })]),
    ...(held === undefined ? [] : [t('popup_held_back', { held })]),
    ...(underWay === undefined ? [] : [t('popup_under_way', { under_way: underWay })]),
    ...(seen ? [t('popup_somebody_looks')] : []),
  ];
}
