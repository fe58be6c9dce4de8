import { EmptyState } from '../../ui/EmptyState.tsx';
import type { Session } from './session.ts';

/** What stands here when there is no item to look at and none is coming: what it is, what helps. */
export function States({ session }: { session: Session }) {
  const { model } = session;
  if (model.link.value === 'gone') {
    return (
      <EmptyState icon="alert" title="Countersign was updated">
        <p>Reload this page to go on. Nothing you decided is lost.</p>
      </EmptyState>
    );
  }
  if (model.link.value === 'refused') {
    return (
      <EmptyState icon="ban" title="This panel was not admitted">
        <p>It opens only for the page it was made for. Reload the page.</p>
      </EmptyState>
    );
  }
  const { value: connection } = model.connection;
  if (connection === 'unpaired' || connection === 'revoked') {
    return (
      <EmptyState icon="sign-out" title="You are signed out">
        <p>
          {connection === 'revoked'
            ? 'This device was signed out by the gate. Pair it again in the extension’s options.'
            : 'Pair this device with your gate in the extension’s options.'}
        </p>
      </EmptyState>
    );
  }
  if (model.loading.value === 'failed') {
    return (
      <EmptyState icon="alert" title="The item could not be loaded">
        <p>The extension did not answer. Close and open the panel, or reload the page.</p>
      </EmptyState>
    );
  }
  if (model.loading.value === 'missing') {
    return (
      <EmptyState icon="inbox" title="This item is no longer in your queue">
        <p>It was withdrawn, or it went to somebody else.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="inbox" title="Nothing waits for you">
      <p>
        {connection === 'offline'
          ? 'The gate cannot be reached just now, so there may be more.'
          : 'New items appear here by themselves.'}
      </p>
    </EmptyState>
  );
}
