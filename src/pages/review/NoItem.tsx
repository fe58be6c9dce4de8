import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Missing } from './model.ts';
import type { Session } from './session.ts';

const WORDS: Record<Missing['why'], readonly [IconName, PlainKey, PlainKey]> = {
  coming: ['later', 'link_coming', 'link_coming_means'],
  unknown: ['help', 'link_no_item', 'link_no_item_means'],
  away: ['offline', 'link_away', 'link_away_means'],
  'signed-out': ['sign-out', 'link_signed_out', 'link_signed_out_means'],
  elsewhere: ['ban', 'link_elsewhere', 'link_elsewhere_means'],
  malformed: ['alert', 'link_malformed', 'link_malformed_means'],
};

/** Where a link leads to no item that could be shown: why, and what can be done. */
export function NoItem({ session, missing }: { session: Session; missing: Missing }) {
  const { model, items } = session;
  const [icon, title, means] = WORDS[missing.why];
  const id = model.currentId.value;
  return (
    <EmptyState icon={icon} title={t(title)}>
      <p aria-busy={missing.why === 'coming' ? 'true' : undefined}>{t(means)}</p>
      {missing.detail ? (
        <p class="muted">
          <Visible text={missing.detail} />
        </p>
      ) : null}
      {missing.why === 'away' && id !== null ? (
        <p class="row">
          <Button name="ask-again" onPress={() => items.select(id)}>
            {t('link_ask_again')}
          </Button>
        </p>
      ) : null}
      {missing.why === 'signed-out' || missing.why === 'elsewhere' ? (
        <p class="row">
          <a class="button" href="../options/index.html" target="_blank" rel="noopener">
            {t('popup_options')}
          </a>
        </p>
      ) : null}
    </EmptyState>
  );
}
