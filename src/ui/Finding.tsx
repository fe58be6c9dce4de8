import type { ComponentChildren } from 'preact';
import type { Evidence, Severity } from '../core/schema/claim.ts';
import type { MarkStatus } from '../core/text/stretches.ts';
import { t, tn } from '../words/t.ts';
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
  evidence: Evidence[];
};

/**
 * A flag or a claim: what is wrong, about which words, on what evidence. The underline of its kind
 * is the one that its span carries in the text. `children` is what is shown of the one looked at.
 */
export function Finding(props: {
  finding: FindingData;
  active: boolean;
  onPick: () => void;
  children?: ComponentChildren;
}) {
  const { finding, active, children } = props;
  const { length: quotes } = finding.evidence;
  return (
    <li
      class={`finding ${finding.status} ${active ? 'active' : ''} ${finding.gone ? 'gone' : ''}`}
      data-finding={finding.id}
      data-severity={finding.severity}
      aria-current={active ? 'true' : undefined}
    >
      <button
        type="button"
        class="finding-head"
        aria-expanded={active}
        onClick={(event) => {
          if (event.isTrusted) props.onPick();
        }}
      >
        <span class={`finding-kind mark ${finding.status}`}>{finding.kind}</span>{' '}
        <Visible text={finding.message} />
        {finding.gone ? <span class="finding-gone"> {t('ui_no_longer_text')}</span> : null}
        {quotes > 0 && !active ? (
          <span class="finding-evidence"> {tn('ui_evidence', quotes)}</span>
        ) : null}
      </button>
      {finding.quote && !finding.gone && !active ? (
        <p class="finding-quote" dir="auto">
          “<Visible text={finding.quote} />”
        </p>
      ) : null}
      {children}
    </li>
  );
}
