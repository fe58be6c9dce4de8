import type { Evidence as EvidenceData, Severity } from '../core/schema/claim.ts';
import { Evidence } from './Evidence.tsx';
import type { MarkStatus } from './marked-text.ts';
import { Visible } from './Visible.tsx';

export type FindingData = {
  id: string;
  status: MarkStatus;
  /** one or two words before the sentence: "Contradicted", "High: own check" */
  kind: string;
  severity?: Severity;
  message: string;
  /** the words it is about, when it has a span */
  quote?: string;
  /** the words are no longer in the text */
  gone: boolean;
  evidence: EvidenceData[];
};

/**
 * A flag or a claim: what is wrong, about which words, on what evidence. The underline of its kind
 * is the one that its span carries in the text.
 */
export function Finding(props: {
  finding: FindingData;
  active: boolean;
  now: number;
  onPick: () => void;
  onEvidence: () => void;
}) {
  const { finding } = props;
  return (
    <li
      class={`finding ${finding.status} ${props.active ? 'active' : ''} ${finding.gone ? 'gone' : ''}`}
      data-finding={finding.id}
      data-severity={finding.severity}
      aria-current={props.active ? 'true' : undefined}
    >
      <button
        type="button"
        class="finding-head"
        onClick={(event) => {
          if (event.isTrusted) props.onPick();
        }}
      >
        <span class={`finding-kind mark ${finding.status}`}>{finding.kind}</span>{' '}
        <Visible text={finding.message} />
        {finding.gone ? <span class="finding-gone"> No longer in the text.</span> : null}
      </button>
      {finding.quote && !finding.gone ? (
        <p class="finding-quote" dir="auto">
          “<Visible text={finding.quote} />”
        </p>
      ) : null}
      {finding.evidence.length === 0 ? null : (
        <details
          class="finding-evidence"
          open={props.active}
          onToggle={(event) => {
            if (event.isTrusted && event.currentTarget.open) props.onEvidence();
          }}
        >
          <summary>
            {finding.evidence.length === 1 ? 'Evidence' : `Evidence (${finding.evidence.length})`}
          </summary>
          {finding.evidence.map((evidence, index) => (
            <Evidence key={index} evidence={evidence} now={props.now} />
          ))}
        </details>
      )}
    </li>
  );
}
