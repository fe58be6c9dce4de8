import { useCallback, useId, useState } from 'preact/hooks';
import { placeOf } from '../../core/map/place.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { FoundNow } from '../../messages/risks.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { useArrival } from './arrival.ts';
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
  useArrival(answer.state === 'ready');
  const heading = useId();
  return (
    <section aria-labelledby={`${under} ${heading}`} class="risks-part">
      <div class="row spread">
        <h2 id={heading}>Anti-patterns</h2>
        <Button name="look-again" onPress={again}>
          Look again
        </Button>
      </div>
      <p class="muted">
        Shown only where the data leaves no doubt: limits that hold however often one looks.
      </p>
      <p role="status" class="said">
        {said}
      </p>
      {answer.state === 'loading' ? <p class="muted">Looking…</p> : null}
      {answer.state === 'failed' ? (
        <Banner tone="warn" icon="alert" title="What there is now is not known">
          <p>{answer.why}</p>
        </Banner>
      ) : null}
      {answer.state === 'ready' ? (
        <>
          {answer.value.findings.length === 0 ? (
            <p class="card">
              <span>
                <strong>None found.</strong> Reviews are read, alerts are worth it, mistakes are
                seen in time, scores mean something and nobody signs after anybody; or there is too
                little to tell yet.
              </span>
            </p>
          ) : null}
          {answer.value.findings.map((finding) => (
            <FindingCard
              key={finding.key}
              finding={finding}
              place={placeOf(space, finding.key)}
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
      <summary>What was done ({done.length})</summary>
      <ul class="oversight">
        {done.map(({ id, at, pattern, workflowId, version, reason }) => (
          <li key={id}>
            <p>
              {new Date(at).toLocaleString()}:{' '}
              {pattern in PATTERNS ? PATTERNS[pattern as keyof typeof PATTERNS].title : pattern}
              {', '}
              <Visible text={workflowId} />
              {version === undefined ? '' : `, policy version ${version}`}
            </p>
            <p class="muted">
              <Visible text={reason} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
