import type { SignedReport } from '../../core/schema/report.ts';
import { shownNumber } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { Said } from './Said.tsx';
import { WorkflowPart } from './WorkflowPart.tsx';
import { day, dayBefore, moment } from './words.ts';

/** The report as it is read and printed. */
export function Paper({ signed }: { signed: SignedReport }) {
  const { report } = signed;
  const { workspace, from, to, at, workflows, disclosures, retention, erasures, unknown } = report;
  return (
    <article class="paper" aria-label={t('report_label')}>
      <header>
        <h2>{tx('report_heading', { workspace: <Visible text={workspace.name} /> })}</h2>
        <p>
          {tx('report_about', {
            ...{ from: day(from), to: dayBefore(to), at: moment(at) },
            issuer: <Visible text={report.issuer} />,
          })}
        </p>
      </header>
      {unknown.length > 0 ? (
        <Said title={t('report_not_known')} sentences={unknown} level={3} />
      ) : null}
      {workflows.map((workflow) => (
        <WorkflowPart key={workflow.id} workflow={workflow} />
      ))}
      <section>
        <h3>{t('report_data')}</h3>
        {disclosures.dataCategories.length === 0 ? <p>{t('report_nobody_said')}</p> : null}
        <ul>
          {disclosures.dataCategories.map(({ name, purpose, source }) => (
            <li key={name}>
              {source === undefined
                ? tx('report_category', named(name, purpose))
                : tx('report_category_from', {
                    ...{ ...named(name, purpose), source: <Visible text={source} /> },
                  })}
            </li>
          ))}
        </ul>
        <h3>{t('report_retention')}</h3>
        <p>
          {retention.content === null
            ? t('report_kept_content_always')
            : tn('report_kept_content', retention.content)}{' '}
          {retention.signals === null
            ? t('report_kept_signals_always')
            : tn('report_kept_signals', retention.signals)}{' '}
          {t('report_digests_stay')} {tn('report_erased_persons', erasures.persons)}{' '}
          {tn('report_erased_batches', erasures.byAge)}
        </p>
        <h3>{t('report_sub_processors')}</h3>
        {disclosures.subProcessors.length === 0 ? <p>{t('report_nobody_said')}</p> : null}
        <ul>
          {disclosures.subProcessors.map(({ name, purpose, place }) => (
            <li key={name}>
              {tx('report_processor', {
                ...{ ...named(name, purpose), place: <Visible text={place} /> },
              })}
            </li>
          ))}
        </ul>
        {disclosures.contact === undefined ? null : (
          <p>{tx('report_contact', { contact: <Visible text={disclosures.contact} /> })}</p>
        )}
      </section>
      <Proof signed={signed} />
    </article>
  );
}

const named = (name: string, purpose: string) => ({
  name: (
    <strong>
      <Visible text={name} />
    </strong>
  ),
  purpose: <Visible text={purpose} />,
});

function Proof({ signed: { report, signature } }: { signed: SignedReport }) {
  const { head, checkpoint, rows, first, last, counts } = report.chain;
  return (
    <section class="proof">
      <h3>{t('report_proof')}</h3>
      {head === null ? (
        <p>{t('report_no_head')}</p>
      ) : (
        <>
          <p>
            {first && last
              ? t('report_chain_rows', {
                  ...{ row: String(head.seq), rows },
                  ...{ first: String(first.seq), last: String(last.seq) },
                })
              : t('report_chain', { row: String(head.seq) })}{' '}
            {tx('report_to_check', {
              export: <code>gate audit export --workspace … --out chain.jsonl</code>,
              verify: <code>gate audit verify chain.jsonl --jwks … --report report.json</code>,
            })}
          </p>
          <dl class="facts mono">
            <dt>{t('report_head')}</dt>
            <dd>{head.hash}</dd>
            <dt>{t('report_signed_head')}</dt>
            <dd>{checkpoint}</dd>
            <dt>{t('report_signature')}</dt>
            <dd>{signature}</dd>
          </dl>
          <details class="counted">
            <summary>{t('report_rows_by_kind')}</summary>
            <table>
              <tbody>
                {Object.entries(counts).map(([kind, count]) => (
                  <tr key={kind}>
                    <th scope="row">{kind}</th>
                    <td class="number">{shownNumber(count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}
