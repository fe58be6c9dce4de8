import type { LaneExposure } from '../../core/schema/lanes.ts';
import type { NamedItem } from '../../messages/item-name.ts';
import { t, tn } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import { count, FOUND_BY, moment } from './words.ts';

/** Defects that are listed one by one; the others are counted. */
const LISTED = 20;

/** What went out through a lane while it was open, and what of it is known to be wrong. */
export function Left(props: {
  left: LaneExposure;
  /** of the defective ones, as far as they are known here */
  named: readonly NamedItem[];
  space: string;
}) {
  const { left, named, space } = props;
  const { openedAt, closedAt, defects, about, since } = left;
  return (
    <details open={closedAt !== null}>
      <summary>
        {closedAt === null
          ? t('lanes_left_since', { from: moment(openedAt), n: count(left.out) })
          : t('lanes_left_before_closing', {
              from: moment(openedAt),
              to: moment(closedAt),
              n: count(left.out),
            })}
      </summary>
      <p>
        {t('lanes_ran_audited_waiting', {
          ran: count(left.ran),
          out: count(left.out),
          audited: count(left.audited),
          waiting: count(left.waiting),
        })}
        {left.cut ? ` ${t('lanes_only_newest')}` : ''}
      </p>
      <p>
        {defects.length === 0
          ? t('lanes_none_known_defective')
          : tn('lanes_known_defective', defects.length)}
        {about
          ? ` ${t('lanes_about_defective', {
              count: count(about.count),
              low: count(about.low),
              high: count(about.high),
            })}`
          : ''}
        {since === null ? '' : ` ${t('lanes_defects_began', { at: moment(since) })}`}
      </p>
      {defects.length > 0 ? (
        <ul class="lanes-defects">
          {defects.slice(0, LISTED).map(({ proposalId, at, foundBy }) => (
            <li key={proposalId}>
              {moment(at)}: {t(FOUND_BY[foundBy])}{' '}
              <ItemLink
                {...{ proposalId, space }}
                named={named.find((one) => one.proposalId === proposalId)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {defects.length > LISTED ? (
        <p class="muted">{t('lanes_and_more', { n: count(defects.length - LISTED) })}</p>
      ) : null}
    </details>
  );
}
