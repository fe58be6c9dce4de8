import { EmptyState } from '../../ui/EmptyState.tsx';
import { t } from '../../words/t.ts';
import { NoItem } from './NoItem.tsx';
import type { Session } from './session.ts';

/** What stands here when there is no item to look at and none is coming: what it is, what helps. */
export function States({ session }: { session: Session }) {
  const { model } = session;
  if (model.link.value === 'gone') {
    return (
      <EmptyState icon="alert" title={t('review_countersign_updated')}>
        <p>{t('review_reload_page_go_nothing_you')}</p>
      </EmptyState>
    );
  }
  if (model.link.value === 'refused') {
    return (
      <EmptyState icon="ban" title={t('review_panel_not_admitted')}>
        <p>{t('review_opens_only_page_made_reload')}</p>
      </EmptyState>
    );
  }
  const { value: missing } = model.missing;
  if (model.loading.value === 'missing' && missing)
    return <NoItem session={session} missing={missing} />;
  const { value: connection } = model.connection;
  if (connection === 'unpaired' || connection === 'revoked') {
    return (
      <EmptyState icon="sign-out" title={t('review_you_signed_out')}>
        <p>
          {connection === 'revoked'
            ? t('review_device_signed_out_gate_pair')
            : t('review_pair_device_your_gate_extensions')}
        </p>
      </EmptyState>
    );
  }
  if (model.loading.value === 'failed') {
    return (
      <EmptyState icon="alert" title={t('review_item_could_not_loaded')}>
        <p>{t('review_extension_did_not_answer_close')}</p>
      </EmptyState>
    );
  }
  if (model.loading.value === 'missing') {
    return (
      <EmptyState icon="inbox" title={t('review_item_no_longer_your_queue')}>
        <p>{t('review_withdrawn_went_somebody_else')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="inbox" title={t('review_nothing_waits_you')}>
      <p>
        {connection === 'offline'
          ? t('review_gate_cannot_reached_just_now')
          : t('review_new_items_appear_here_themselves')}
      </p>
    </EmptyState>
  );
}
