import type { Findings } from '../../messages/findings.ts';
import { Difference } from '../../ui/Difference.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { shownNumber } from '../../ui/locale.ts';
import { Visible } from '../../ui/Visible.tsx';
import { between, draftsOf, percent, STANDING, versionOf } from './words.ts';

type Finding = Findings['findings'][number];

/** Fixes that people make again and again, each with its counts and examples. */
export function Recurring({ of, under }: { of: Findings; under: string }) {
  const { findings, read, line } = of;
  const id = `recurring${under}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>Fixes that recur</h2>
      <p class="muted">
        What surely more than {percent(line)} of drafts had changed in the same way, in the last 90
        days. The agents’ authors get these with their lessons.
      </p>
      {findings.length === 0 ? <None read={read} /> : null}
      <ul class="finding-list">
        {findings.map((finding) => (
          <li key={`${finding.workflow} ${finding.key}`}>
            <One finding={finding} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function None({ read }: { read: Findings['read'] }) {
  if (read.length === 0)
    return (
      <EmptyState icon="inbox" title="Nothing was corrected yet">
        <p>Edits and rejections are collected here as they are made.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon="inbox" title="Nothing recurs surely">
      {read.map(({ name, decided, corrected }) => (
        <p key={name}>
          <Visible text={name} />: {shownNumber(corrected)} of {shownNumber(decided)} drafts were
          corrected, each in its own way.
        </p>
      ))}
    </EmptyState>
  );
}

function One({ finding }: { finding: Finding }) {
  const { word, role, says } = STANDING[finding.standing];
  return (
    <>
      <h3>
        {draftsOf(finding)}: <Visible text={finding.sentence} />
      </h3>
      <p>
        <span class={`status-word ${role}`}>{word}</span> <span class="muted">({says})</span> ·{' '}
        {percent(finding.hits / finding.of)}, with {percent(0.95)} confidence {between(finding)}
      </p>
      <p class="muted">
        <Visible text={finding.workflow} /> · <Visible text={versionOf(finding)} />
        {finding.template === null ? null : (
          <>
            {' '}
            · template <Visible text={finding.template} />
          </>
        )}
      </p>
      {finding.versions.length > 1 ? <Versions finding={finding} /> : null}
      {finding.examples.length > 0 ? <Examples finding={finding} /> : null}
    </>
  );
}

function Versions({ finding }: { finding: Finding }) {
  return (
    <details>
      <summary>In each version</summary>
      <ul class="bare-list">
        {finding.versions.map((version) => (
          <li key={versionOf(version)}>
            <Visible text={versionOf(version)} />: {draftsOf(version)} ({between(version)})
          </li>
        ))}
      </ul>
    </details>
  );
}

function Examples({ finding }: { finding: Finding }) {
  const count = finding.examples.length;
  return (
    <details>
      <summary>{count === 1 ? 'An example' : `${count} examples`}</summary>
      <ol class="examples">
        {finding.examples.map(({ before, after, note }, place) => (
          <li key={place}>
            {after === undefined ? (
              <p class="quoted">
                <Visible text={before} />
              </p>
            ) : (
              <Difference before={before} after={after} label={`Example ${place + 1}`} />
            )}
            {note === undefined ? null : (
              <p class="muted">
                “<Visible text={note} />”
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
