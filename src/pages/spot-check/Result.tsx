import type { SpotCheckDetail } from '../../core/schema/spot-check.ts';
import { Button } from '../../ui/Button.tsx';
import { listed, shownNumber } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t, tn } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import {
  agreement,
  dayOf,
  first,
  howDrawn,
  laneWords,
  lookedAt,
  now,
  percent,
  tierWords,
  whatItSays,
} from './words.ts';

/** What one spot-check found, what that says of all, and how it compares with what came first. */
export function Result(props: {
  check: SpotCheckDetail;
  name: (workflowId: string) => string;
  /** goes on looking; absent where there is nothing left, or it is another's */
  goOn?: () => void;
  /** decided here, and not yet with the gate */
  underWay: number;
  /** which of this browser's workspaces it is of; absent where there is one */
  space?: string | undefined;
}) {
  const { check, name, goOn, underWay, space } = props;
  const decided = check.items.filter((item) => item.decided);
  const of = { drawn: check.drawn, day: dayOf(check.at) };
  const chances = new Map(
    check.items.map(({ inclusion }) => [inclusion.toPrecision(6), inclusion]),
  );
  return (
    <article class="card" aria-label={t('spot_check_of', { day: dayOf(check.at) })}>
      <h2>
        {check.mine
          ? t('spot_result_mine', of)
          : tx('spot_result', { ...of, by: <Visible text={check.by} /> })}
      </h2>
      {check.population === 0 ? (
        <p>{t('spot_nothing_left')}</p>
      ) : (
        <p>
          <strong>{lookedAt(check)}</strong> {whatItSays(check)}
        </p>
      )}
      {agreement(check).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {underWay > 0 ? (
        <p class="muted" role="status">
          {tn('spot_under_way', underWay)}
        </p>
      ) : null}
      {goOn && check.open > underWay ? (
        <div class="row">
          <Button look="primary" name="go-on" onPress={goOn}>
            {t(check.found.n + underWay === 0 ? 'spot_begin' : 'spot_go_on', {
              n: check.open - underWay,
            })}
          </Button>
        </div>
      ) : null}
      {howDrawn(check).map((line) => (
        <p key={line} class="muted">
          {line}
        </p>
      ))}
      {check.byRisk && chances.size > 0 ? (
        <p class="muted">
          {t('spot_chances', { chances: listed([...chances.values()].map(percent)) })}
        </p>
      ) : null}
      {decided.length > 0 ? (
        <Wide label={t('spot_caption')}>
          <table>
            <caption>{t('spot_caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('spot_what_left')}</th>
                <th scope="col">{t(check.mine ? 'spot_you' : 'spot_they')}</th>
                <th scope="col">{t('spot_first')}</th>
              </tr>
            </thead>
            <tbody>
              {decided.map((item) => (
                <tr key={item.lookId}>
                  <td>
                    {item.decided ? (
                      <ItemLink
                        proposalId={item.decided.proposalId}
                        space={space}
                        named={{ title: item.decided.title ?? t('spot_no_title') }}
                      />
                    ) : null}
                  </td>
                  <td>
                    <span class={`status-word ${item.decided?.defect ? 'bad' : 'good'}`}>
                      {now(item)}
                    </span>
                  </td>
                  <td>
                    <Visible text={first(item)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      ) : null}
      {check.strata.length > 0 ? (
        <details>
          <summary>{t('spot_for_an_auditor')}</summary>
          <Wide label={t('spot_for_an_auditor')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('ui_workflow')}</th>
                  <th scope="col">{t('spot_how_it_left')}</th>
                  <th scope="col">{t('spot_risk')}</th>
                  <th scope="col" class="number">
                    {t('spot_left_head')}
                  </th>
                  <th scope="col" class="number">
                    {t('spot_looked_at_head')}
                  </th>
                  <th scope="col" class="number">
                    {t('spot_wrong_head')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {check.strata.map((one) => (
                  <tr key={`${one.workflowId} ${one.lane} ${one.tier}`}>
                    <td>
                      <Visible text={name(one.workflowId)} />
                    </td>
                    <td>{laneWords(one.lane)}</td>
                    <td>{tierWords(one.tier)}</td>
                    <td class="number">{shownNumber(one.items)}</td>
                    <td class="number">{shownNumber(one.looked)}</td>
                    <td class="number">{shownNumber(one.defects)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <p class="muted">{tx('spot_seed', { seed: <span class="mono">{check.seed}</span> })}</p>
        </details>
      ) : null}
    </article>
  );
}
