import { useEffect, useState } from 'preact/hooks';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import type { Standing } from '../../../core/schema/standing.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { tx } from '../../../ui/tx.ts';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import type { Session } from '../session.ts';
import type { Work } from './draft.ts';
import { valueWords, whenWords } from './words.ts';

/** Who only passes by on the way through the queue asks no system anything. */
const STAYS_MS = 500;

/** How record and people stand now, as the gate reads them; null until, and where, it is known. */
export function useStanding(session: Session, item: ReviewItem | undefined): Standing | null {
  const [known, keep] = useState<{ key: string; standing: Standing } | null>(null);
  const key = item?.state === 'pending' ? `${item.proposalId}/${item.revision}` : '';
  useEffect(() => {
    const id = key.split('/')[0];
    if (!id) return;
    let wanted = true;
    const timer = setTimeout(() => {
      session.ask('item.standing', { proposalId: id }).then(
        ({ standing }) => {
          if (wanted && standing) keep({ key, standing });
        },
        () => undefined, // a note beside the proposal: without it nothing is said
      );
    }, STAYS_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [session, key]);
  return known?.key === key ? known.standing : null;
}

/** What stands against it now: a record that was changed meanwhile, people on the suppression list. */
export function StandingNotes({ standing, now }: { standing: Standing; now: Work }) {
  const wanted = 'changes' in now ? new Set(now.changes.map(({ field }) => field)) : null;
  const fields = standing.fields.filter(({ field }) => wanted?.has(field) ?? true);
  const changed = fields.filter(({ state }) => state === 'changed');
  const done = fields.filter(({ state }) => state === 'done');
  const at = whenWords(standing.readAt);
  return (
    <>
      {changed.length > 0 ? (
        <Banner tone="bad" icon="alert" title={t('review_record_has_changed_meanwhile')} urgent>
          {changed.map(({ field, current }) => (
            <p key={field}>
              {tx('review_now_holds', {
                field: <Visible text={field} />,
                current: <Visible text={valueWords(current)} />,
              })}
            </p>
          ))}
          <p>{t('review_gate_writes_over_nothing_did')}</p>
        </Banner>
      ) : null}
      {standing.suppressed.length > 0 ? (
        <Banner tone="warn" icon="ban" title={t('review_suppression_list')}>
          {standing.suppressed.map(({ scope, value, reason, until }) => (
            <p key={`${scope}${value}`}>
              <Visible text={value} />: {reason}
              {until ? t('review_until', { until: whenWords(until) }) : ''}
            </p>
          ))}
          <p>{t('review_what_these_entries_forbid_gate')}</p>
        </Banner>
      ) : null}
      {done.length > 0 ? (
        <p class="note">
          {tx('review_already_so', {
            fields: <Visible text={done.map(({ field }) => field).join(', ')} />,
          })}
        </p>
      ) : null}
      {standing.unread ? (
        <p class="note">
          {tx('review_record_could_not_read', { unread: <Visible text={standing.unread} /> })}
        </p>
      ) : null}
      {fields.length > 0 && changed.length === 0 ? (
        <p class="muted">{t('review_record_holds_what_agent_saw', { at })}</p>
      ) : null}
    </>
  );
}
