import type { Findings } from '../../messages/findings.ts';
import { Difference } from '../../ui/Difference.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { ItemLink } from '../review/ItemLink.tsx';
import { between, draftsOf, percent, STANDING, versionOf } from './words.ts';

type Finding = Findings['findings'][number];

/** Fixes that people make again and again, each with its counts and examples. */
export function Recurring(props: { of: Findings; under: string; space: string }) {
  const { of, under, space } = props;
  const { findings, read, line } = of;
  const id = `recurring${under}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t('findings_recur')}</h2>
      <p class="muted">{t('findings_recur_means', { line: percent(line) })}</p>
      {findings.length === 0 ? <None read={read} /> : null}
      <ul class="finding-list">
        {findings.map((finding) => (
          <li key={`${finding.workflow} ${finding.key}`}>
            <One finding={finding} space={space} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function None({ read }: { read: Findings['read'] }) {
  if (read.length === 0)
    return (
      <EmptyState icon="inbox" title={t('findings_nothing_corrected')}>
        <p>{t('findings_nothing_corrected_means')}</p>
      </EmptyState>
    );
  return (
    <EmptyState icon="inbox" title={t('findings_nothing_recurs')}>
      {read.map(({ name, decided, corrected }) => (
        <p key={name}>
          {tx('findings_own_way', { name: <Visible text={name} />, corrected, decided })}
        </p>
      ))}
    </EmptyState>
  );
}

function One({ finding, space }: { finding: Finding; space: string }) {
  const { word, role, says } = STANDING[finding.standing];
  return (
    <>
      <h3>
        {tx('findings_heading', {
          ...{ drafts: draftsOf(finding), finding: <Visible text={finding.sentence} lang="en" /> },
        })}
      </h3>
      <p>
        {tx('findings_standing', {
          word: <span class={`status-word ${role}`}>{t(word)}</span>,
          says: <span class="muted">({t(says)})</span>,
          share: percent(finding.hits / finding.of),
          ...{ level: percent(0.95), range: between(finding) },
        })}
      </p>
      <p class="muted">
        <Visible text={finding.workflow} /> · <Visible text={versionOf(finding)} />
        {finding.template === null ? null : (
          <>
            {' · '}
            {tx('findings_template', { template: <Visible text={finding.template} /> })}
          </>
        )}
      </p>
      {finding.versions.length > 1 ? <Versions finding={finding} /> : null}
      {finding.examples.length > 0 ? <Examples finding={finding} space={space} /> : null}
    </>
  );
}

function Versions({ finding }: { finding: Finding }) {
  return (
    <details>
      <summary>{t('findings_in_each_version')}</summary>
      <ul class="bare-list">
        {finding.versions.map((version) => (
          <li key={versionOf(version)}>
            {tx('findings_version', {
              version: <Visible text={versionOf(version)} />,
              ...{ drafts: draftsOf(version), range: between(version) },
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Examples({ finding, space }: { finding: Finding; space: string }) {
  const count = finding.examples.length;
  return (
    <details>
      <summary>{tn('findings_examples', count)}</summary>
      <ol class="examples">
        {finding.examples.map(({ proposalId, before, after, note }, place) => (
          <li key={place}>
            {after === undefined ? (
              <p class="quoted">
                <Visible text={before} />
              </p>
            ) : (
              <Difference
                before={before}
                after={after}
                label={t('findings_example', { n: place + 1 })}
              />
            )}
            <p>
              <ItemLink {...{ proposalId, space }} named={{ title: t('link_item') }} />
            </p>
            {note === undefined ? null : (
              <p class="muted">{tx('findings_note', { note: <Visible text={note} /> })}</p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
