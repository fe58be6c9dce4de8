import { Banner } from '../../ui/Banner.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { t } from '../../words/t.ts';
import { textOf } from './comparing.ts';
import type { Session } from './session.ts';

/** The agent sent another revision while this one was on screen. */
export function Revised({ session }: { session: Session }) {
  const { model } = session;
  const before = model.revisedFrom.value;
  const item = model.view.value?.item;
  if (!item || !before) return null;
  return (
    <Banner tone="warn" icon="alert" title={t('review_agent_sent_new_version_look')}>
      <Difference
        before={textOf(before)}
        after={textOf(item.content)}
        label={t('review_difference_from_version_before')}
      />
    </Banner>
  );
}
