import { Banner } from '../../ui/Banner.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { textOf } from './comparing.ts';
import type { Session } from './session.ts';

/** The agent sent another revision while this one was on screen. */
export function Revised({ session }: { session: Session }) {
  const { model } = session;
  const before = model.revisedFrom.value;
  const item = model.view.value?.item;
  if (!item || !before) return null;
  return (
    <Banner tone="warn" icon="alert" title="The agent sent a new version: look again">
      <Difference
        before={textOf(before)}
        after={textOf(item.content)}
        label="Difference from the version before"
      />
    </Banner>
  );
}
