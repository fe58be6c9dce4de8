import type { Odd } from '../../core/clones/outliers.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';
import type { Queue } from './queue.ts';

const ODD: Record<Odd, PlainKey> = {
  'stands twice': 'queue_odd_twice',
  empty: 'queue_odd_empty',
  'far from the others': 'queue_odd_far',
  'written unlike the others': 'queue_odd_written',
  'much longer or shorter than the others': 'queue_odd_length',
};

/** Clones of the item below: only what differs, what stands out pointed at, one key for all of it. */
export function CloneTable({ queue }: { queue: Queue }) {
  const { clones, session } = queue;
  const group = clones.group.value;
  const current = session.model.currentId.value;
  if (!group || group.rows[0]?.proposalId !== current) return null;
  const { rows, columns, all, usually } = group;
  const odd = rows.filter((_row, at) => columns.some(({ cells }) => cells[at]?.odd)).length;
  return (
    <section class="clones" aria-label={t('queue_clones')}>
      <h2>{t('queue_like_this', { n: all })}</h2>
      <p class="muted">
        {t(
          group.rows[0]?.item.kind === 'email.draft'
            ? 'queue_clones_of_mail'
            : 'queue_clones_of_work',
        )}
        {rows.length < all ? ` ${t('queue_clones_here', { n: rows.length })}` : ''}
        {usually === null ? '' : ` ${t('queue_one_press', { n: rows.length, usually })}`}
        {odd > 0 ? ` ${tn('queue_rows_stand_out', odd)}` : ''}
      </p>
      <Wide label={t('queue_what_differs')}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name.replaceAll(/[-_]/g, ' ')}
                </th>
              ))}
              <th scope="col">
                <span class="unseen">{t('queue_alone')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ proposalId }, at) => (
              <tr key={proposalId}>
                {columns.map(({ name, cells }) => (
                  <td key={name}>
                    <Visible text={cells[at]?.value ?? ''} />
                    {cells[at]?.odd ? <span class="odd">{t(ODD[cells[at].odd])}</span> : null}
                  </td>
                ))}
                <td class="number">
                  <Button look="quiet" name="pull" onPress={() => clones.pull(proposalId)}>
                    {t('queue_look_alone')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <Button
        look="primary"
        icon="approve-send"
        name="approve-all"
        keyName={session.model.bindings.value['approve-all']}
        onPress={() => session.press('approve-all')}
      >
        {t('queue_approve_these', { n: rows.length })}
      </Button>
      <Button
        icon="close"
        name="reject-all"
        keyName={session.model.bindings.value['reject-all']}
        onPress={() => session.press('reject-all')}
      >
        {t('queue_reject_these', { n: rows.length })}
      </Button>
    </section>
  );
}
