import type { SignedReport } from '../../core/schema/report.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Said } from './Said.tsx';
import { WorkflowPart } from './WorkflowPart.tsx';
import { day, dayBefore, moment } from './words.ts';

/** The report as it is read and printed. */
export function Paper({ signed }: { signed: SignedReport }) {
  const { report } = signed;
  const { workspace, from, to, at, workflows, disclosures, retention, erasures, unknown } = report;
  return (
    <article class="paper" aria-label="The report">
      <header>
        <h2>
          Human oversight of AI work at <Visible text={workspace.name} />
        </h2>
        <p>
          {day(from)} to {dayBefore(to)}. Made {moment(at)} by <Visible text={report.issuer} />.
          Shares come with the interval that holds the true one with 95 % confidence.
        </p>
      </header>
      {unknown.length > 0 ? <Said title="What is not known" sentences={unknown} level={3} /> : null}
      {workflows.map((workflow) => (
        <WorkflowPart key={workflow.id} workflow={workflow} />
      ))}
      <section>
        <h3>Data</h3>
        {disclosures.dataCategories.length === 0 ? <p>Nobody has said which.</p> : null}
        <ul>
          {disclosures.dataCategories.map(({ name, purpose, source }) => (
            <li key={name}>
              <strong>
                <Visible text={name} />
              </strong>
              : <Visible text={purpose} />
              {source === undefined ? null : (
                <>
                  ; from <Visible text={source} />
                </>
              )}
            </li>
          ))}
        </ul>
        <h3>Retention and erasure</h3>
        <p>
          Texts of closed proposals are {keptWords(retention.content)}; signals are{' '}
          {keptWords(retention.signals)}. Digests, states and the audit log stay. In the period{' '}
          {erasures.persons === 1 ? '1 person was' : `${erasures.persons} persons were`} erased on
          request, and {erasures.byAge} batches by age.
        </p>
        <h3>Sub-processors</h3>
        {disclosures.subProcessors.length === 0 ? <p>Nobody has said which.</p> : null}
        <ul>
          {disclosures.subProcessors.map(({ name, purpose, place }) => (
            <li key={name}>
              <strong>
                <Visible text={name} />
              </strong>
              , <Visible text={place} />: <Visible text={purpose} />
            </li>
          ))}
        </ul>
        {disclosures.contact === undefined ? null : (
          <p>
            Whom to ask: <Visible text={disclosures.contact} />
          </p>
        )}
      </section>
      <Proof signed={signed} />
    </article>
  );
}

const keptWords = (days: number | null): string =>
  days === null ? 'kept until somebody erases them' : `erased after ${days} days`;

function Proof({ signed: { report, signature } }: { signed: SignedReport }) {
  const { head, checkpoint, rows, first, last, counts } = report.chain;
  return (
    <section class="proof">
      <h3>Proof</h3>
      {head === null ? (
        <p>The audit chain has no signed head yet, so nothing here is tied to it.</p>
      ) : (
        <>
          <p>
            Every action, decision and change is a row of an audit log whose rows are chained by
            their SHA-256. This report was made at row {head.seq}
            {first && last
              ? `, and counts the ${rows} rows of its period, from ${first.seq} to ${last.seq}`
              : ''}
            . To check it: <code>gate audit export --workspace … --out chain.jsonl</code>, then{' '}
            <code>gate audit verify chain.jsonl --jwks … --report report.json</code>.
          </p>
          <dl class="facts mono">
            <dt>Head</dt>
            <dd>{head.hash}</dd>
            <dt>Signed head</dt>
            <dd>{checkpoint}</dd>
            <dt>Report’s signature</dt>
            <dd>{signature}</dd>
          </dl>
          <details class="counted">
            <summary>Rows of the period by what they record</summary>
            <table>
              <tbody>
                {Object.entries(counts).map(([kind, count]) => (
                  <tr key={kind}>
                    <th scope="row">{kind}</th>
                    <td class="number">{count}</td>
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
