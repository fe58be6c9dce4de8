import { t } from '../words/t.ts';
import { Banner } from './Banner.tsx';
import { shownTime } from './locale.ts';
import { tx } from './tx.ts';
import { Visible } from './Visible.tsx';

/** The alarm that the gate's audit chain lost what this device saw, with the proof to pass on. */
export function HistoryLost({
  lost,
  of,
}: {
  /** RFC 3339 times, and the signed head */
  lost: { head: string; seenAt: string; foundAt: string } | undefined;
  /** the workspace whose gate it is, where there are several */
  of?: string;
}) {
  if (!lost) return null;
  const seen = shownTime(lost.seenAt);
  return (
    <Banner tone="bad" icon="alert" title={t('ui_gates_history_does_not_contain', { seen })} urgent>
      <p>
        {of === undefined ? null : <>{tx('ui_workspace', { of: <Visible text={of} /> })} </>}
        {t('ui_found_audit_log_rewritten_database', { at: shownTime(lost.foundAt) })}
      </p>
      <details>
        <summary>{t('ui_show_proof')}</summary>
        <pre class="mono wide">{lost.head}</pre>
      </details>
    </Banner>
  );
}
