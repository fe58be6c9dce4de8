import { Banner } from '../../ui/Banner.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { isMail } from './plan.ts';
import type { Session } from './session.ts';
import { summary } from './summary.ts';

/** The agent sent another revision while this one was on screen. */
export function Revised({ session }: { session: Session }) {
  const { model } = session;
  const before = model.revisedFrom.value;
  const item = model.view.value?.item;
  if (!item || before?.kind !== 'email.draft' || !isMail(item)) return null;
  return (
    <Banner tone="warn" icon="alert" title="The agent sent a new version: look again">
      <Difference
        before={summary(before)}
        after={summary(item.content)}
        label="Difference from the version before"
      />
    </Banner>
  );
}
