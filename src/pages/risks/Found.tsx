import { useCallback, useId, useState } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { FoundNow } from '../../messages/risks.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { shownTime } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { FindingCard } from './FindingCard.tsx';
import { doneSentence, PATTERNS } from './words.ts';

/** The anti-patterns that the workspace surely has now, and what was done about earlier ones. */
export function Found(props: {
  ask: Ask;
  hear: Hear;
  space: string;
  /** id of its workspace's heading, part of its name */
  under: string;
}) {
  const { ask, hear, space, under } = props;
  const get = useCallback(() => ask('risks', { space }), [ask, space]);
  const [answer, again] = useAnswer(get, hear);
  const [said, setSaid] = useState('');
  const heading = useId();
  return (
    <section aria-labelledby={`${under} ${heading}`} class="risks-part">
      <div class="row spread">
        <h2 id={heading}>{t('risks_anti_patterns')}</h2>
        <Button name="look-again" onPress={again}>
          {t('risks_look_again')}
        </Button>
      </div>
      <p class="muted">{t('risks_without_doubt')}</p>
      <p role="status" class="said">
        {said}
      </p>
      {answer.state === 'loading' ? <p class="muted">{t('risks_looking')}</p> : null}
      {answer.state === 'failed' ? (
        <Banner tone="warn" icon="alert" title={t('risks_not_known')}>
          <p>{answer.why}</p>
        </Banner>
      ) : null}
      {answer.state === 'ready' ? (
        <>
          {answer.value.findings.length === 0 ? (
            <p class="card">
              <span>
                {tx('risks_none_found_means', { none: <strong>{t('risks_none_found')}</strong> })}
              </span>
            </p>
          ) : null}
          {answer.value.findings.map((finding) => (
            <FindingCard
              key={finding.key}
              finding={finding}
              apply={async (fix, reason) => {
                const { basedOn } = fix;
                const about = { space, finding: finding.key, fix: fix.id, reason };
                const done = await ask('risks.fix', {
                  ...about,
                  ...(basedOn === undefined ? {} : { basedOn }),
                });
                setSaid(doneSentence(done));
                again();
              }}
            />
          ))}
          <Earlier done={answer.value.done} />
        </>
      ) : null}
    </section>
  );
}

function Earlier({ done }: { done: FoundNow['done'] }) {
  if (done.length === 0) return null;
  return (
    <details>
      <summary>{t('risks_what_was_done', { n: done.length })}</summary>
      <ul class="oversight">
        {done.map((one) => (
          <li key={one.id}>
            <p>{lineOf(one)}</p>
            <p class="muted">
              <Visible text={one.reason} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function lineOf({ at, pattern, workflowId, version }: FoundNow['done'][number]) {
  const known = Object.hasOwn(PATTERNS, pattern) ? (pattern as keyof typeof PATTERNS) : null;
  const told = {
    ...{ time: shownTime(at), pattern: known ? t(PATTERNS[known].title) : pattern },
    workflow: <Visible text={workflowId} />,
  };
  return version === undefined
    ? tx('risks_done_line', told)
    : tx('risks_done_line_version', { ...told, version });
}
