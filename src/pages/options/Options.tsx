import { useCallback } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Banner } from '../../ui/Banner.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { HistoryLost } from '../../ui/HistoryLost.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { t } from '../../words/t.ts';
import { Connection } from './Connection.tsx';
import { Data } from './Data.tsx';
import type { Device } from './device.ts';
import { FirstRun } from './FirstRun.tsx';
import { Keys } from './Keys.tsx';
import { Look } from './Look.tsx';
import { Notifications } from './Notifications.tsx';
import { OfOrganisation } from './OfOrganisation.tsx';
import { PairAnother, Pairing } from './Pairing.tsx';
import { SignOut } from './SignOut.tsx';
import { Sites } from './Sites.tsx';
import { useSettings } from './use-settings.ts';

/** The options page. All of it but pairing and the connection's test works while the gate is away. */
export function Options({ ask, hear, device }: { ask: Ask; hear: Hear; device: Device }) {
  const status = useCallback(() => ask('status', {}), [ask]);
  const [answer, again] = useAnswer(status, hear);
  const hand = useSettings(ask, hear);
  const spaces = answer.state === 'ready' ? answer.value.spaces : [];
  const several = spaces.length > 1;
  const gates = hand?.settings.gates;
  return (
    <div class="page">
      <header>
        <h1>{t('name')}</h1>
        <nav aria-label={t('options_pages')}>
          <a href="../health/index.html">{t('options_page_health')}</a>
        </nav>
      </header>
      <main>
        {answer.state === 'loading' ? <p class="muted">{t('options_loading')}</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title={t('options_extension_did_not_answer')}>
            <p>{t('options_reload_page_if_stays_turn', { why: answer.why })}</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' ? (
          <>
            {spaces.map(({ id, historyLost, name }) => (
              <HistoryLost key={id} lost={historyLost} {...(several ? { of: name } : {})} />
            ))}
            {spaces.length === 0 ? (
              <>
                <FirstRun />
                <Pairing {...{ ask, gates }} onPaired={again} />
              </>
            ) : (
              <>
                {spaces.map((space) => (
                  <Connection key={space.id} {...{ ask, space, several, gates }} onDone={again} />
                ))}
                <PairAnother {...{ ask, gates }} onPaired={again} />
              </>
            )}
            {hand ? (
              <>
                <OfOrganisation settings={hand.settings} />
                {hand.failed ? (
                  <Banner tone="bad" icon="alert" title={t('options_not_kept')} urgent>
                    <p>{hand.failed}</p>
                  </Banner>
                ) : null}
                <Sites ask={ask} hear={hear} device={device} hand={hand} />
                <Notifications {...{ ask, spaces, hand, device }} />
                <Look hand={hand} />
                <Keys hand={hand} />
                <Data ask={ask} hand={hand} device={device} />
              </>
            ) : null}
            {spaces.length > 0 ? (
              <SignOut
                {...{ ask, many: spaces.length, outbox: answer.value.outbox }}
                onDone={again}
              />
            ) : null}
          </>
        ) : null}
      </main>
    </div>
  );
}
