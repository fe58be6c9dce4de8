import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Reply } from '../../messages/channel.ts';
import type { Oversight } from '../../messages/oversight.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { PagesToWorker, SpaceStatus } from '../../messages/pages-to-worker.ts';
import { Button } from '../../ui/Button.tsx';
import { CONNECTION_WORDS } from '../../ui/connection-words.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { OversightOf } from './Oversight.tsx';
import { ThisItem } from './ThisItem.tsx';
import { type Here, ThisSite } from './ThisSite.tsx';

export type Kept = { id: string; name: string; oversight: Oversight };

/** How things stand, the site that the person looks at, and the ways on. */
export function Popup(props: {
  ask: Ask;
  hear: Hear;
  here: Here;
  /** what each workspace's gate said last, from this browser itself; there before the worker is */
  last?: () => Promise<readonly Kept[]>;
  /** opens the queue in the side panel */
  beside?: () => void;
}) {
  const { ask, hear, here, last, beside } = props;
  useTheme(ask);
  const [kept, setKept] = useState<readonly Kept[]>([]);
  useEffect(() => {
    last?.().then(setKept, () => undefined); // what isn't there is asked for
  }, [last]);
  const status = useCallback(() => ask('status', {}), [ask]);
  const [answer] = useAnswer(status, hear);
  return (
    <main class="popup">
      <h1>{t('name')}</h1>
      {answer.state === 'loading' && kept.length === 0 ? (
        <p class="muted">{t('popup_loading')}</p>
      ) : null}
      {answer.state === 'failed' ? (
        <p class="field-problem">{t('popup_extension_did_not_answer_close')}</p>
      ) : null}
      {answer.state === 'ready' ? <ThisItem here={here} spaces={answer.value.spaces} /> : null}
      {answer.state === 'ready' ? <Standing status={answer.value} /> : null}
      {(answer.state === 'ready' ? answer.value.spaces.filter(isPaired) : kept).map(
        ({ id, name }, _at, all) => (
          <OversightOf
            key={id}
            {...{ ask, hear }}
            kept={kept.find((one) => one.id === id)?.oversight}
            {...(all.length > 1 ? { space: { id, name } } : {})}
          />
        ),
      )}
      <ThisSite ask={ask} hear={hear} here={here} />
      <div class="row">
        <a class="button primary" href="../queue/index.html" target="_blank" rel="noopener">
          {t('popup_open_queue')}
        </a>
        {beside ? <Button onPress={beside}>{t('popup_queue_beside_page')}</Button> : null}
        <a class="button" href="https://mail.google.com/" target="_blank" rel="noopener">
          {t('popup_open_gmail')}
        </a>
        <a class="button" href="../dashboard/index.html" target="_blank" rel="noopener">
          {t('ui_dashboard')}
        </a>
        <a class="button" href="../mine/index.html" target="_blank" rel="noopener">
          {t('ui_my_page')}
        </a>
        {answer.state === 'ready' && answer.value.spaces.some(isLed) ? (
          <a class="button" href="../risks/index.html" target="_blank" rel="noopener">
            {t('ui_risks')}
          </a>
        ) : null}
        <a class="button" href="../options/index.html" target="_blank" rel="noopener">
          {t('popup_options')}
        </a>
      </div>
    </main>
  );
}

const isPaired = ({ connection }: Pick<Reply<PagesToWorker, 'status'>, 'connection'>): boolean =>
  connection !== 'unpaired' && connection !== 'revoked';

const isLed = (space: SpaceStatus): boolean => isPaired(space) && space.reviewer.role !== 'rep';

function Standing({ status }: { status: Reply<PagesToWorker, 'status'> }) {
  const { spaces } = status;
  const [only] = spaces;
  if (spaces.length > 1) return <Several status={status} />;
  const { word, role, means } = CONNECTION_WORDS[status.connection];
  const paired = isPaired(status);
  return (
    <>
      <p>
        <span class={`status-word ${role}`}>{t(word)}.</span> {t(means)}
      </p>
      {only?.problem ? (
        <p class="field-problem">
          <Visible text={only.problem} />
        </p>
      ) : null}
      {paired ? (
        <dl class="facts">
          <dt>{t('popup_waiting_you')}</dt>
          <dd>{status.pending === 0 ? t('popup_nothing') : status.pending}</dd>
          {status.outbox > 0 ? (
            <>
              <dt>{t('popup_not_sent_yet')}</dt>
              <dd>{tn('popup_decisions', status.outbox)}</dd>
            </>
          ) : null}
          {only ? (
            <>
              <dt>{t('popup_you')}</dt>
              <dd>
                <Visible text={only.reviewer.name} />
              </dd>
            </>
          ) : null}
        </dl>
      ) : null}
    </>
  );
}

/** A line for each workspace: how it stands, and what waits there. */
function Several({ status }: { status: Reply<PagesToWorker, 'status'> }) {
  return (
    <ul class="spaces">
      {status.spaces.map(({ id, name, connection, pending, outbox }) => {
        const { word, role } = CONNECTION_WORDS[connection];
        return (
          <li key={id}>
            <strong>
              <Visible text={name} />
            </strong>
            <span>
              <span class={`status-word ${role}`}>{t(word)}.</span>{' '}
              {pending === 0 ? t('popup_nothing_waits') : t('popup_waiting', { n: pending })}
              {outbox > 0 ? ` ${tn('popup_decisions_not_sent', outbox)}` : ''}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
