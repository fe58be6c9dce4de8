import { useCallback } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';

const NEVER = () => () => undefined;

/** What alerts have been worth (M2), beside where it is set how often they interrupt. Managers close them. */
export function AlertWorth({ ask, spaces }: { ask: Ask; spaces: readonly SpaceStatus[] }) {
  const led = spaces.filter(({ reviewer }) => reviewer.role !== 'rep');
  return (
    <>
      {led.map((space) => (
        <WorthOf key={space.id} {...{ ask, space }} several={spaces.length > 1} />
      ))}
    </>
  );
}

function WorthOf(props: { ask: Ask; space: SpaceStatus; several: boolean }) {
  const { ask, space, several } = props;
  const get = useCallback(() => ask('oversight', { space: space.id }), [ask, space.id]);
  const [answer] = useAnswer(get, NEVER);
  // Where the gate can't be asked and nothing is kept, settings are no place to say so.
  if (answer.state !== 'ready') return null;
  const { actionable, closed } = answer.value.worth;
  return (
    <p class="muted" data-name={`worth-${space.id}`}>
      {several ? (
        <>
          <Visible text={space.name} />:{' '}
        </>
      ) : null}
      {closed === 0
        ? t('options_alerts_worth_none')
        : t('options_alerts_worth', { actionable, closed })}
    </p>
  );
}
