import { tx } from '../../ui/tx.ts';
import { t } from '../../words/t.ts';
/** Before anything is paired: what this is, and the three steps to the first review. */
export function FirstRun() {
  return (
    <section class="card first-run" aria-labelledby="first-run">
      <h2 id="first-run">{t('options_welcome')}</h2>
      <p>{t('options_countersign_shows_you_what_ai')}</p>
      <ol class="steps">
        <li>
          {tx('options_your_teams_gate_below_makes', {
            what: <strong>{t('options_pair_browser')}</strong>,
          })}
        </li>
        <li>
          {tx('options_draft_waits_you_has_panel', {
            what: <strong>{t('options_open_gmail')}</strong>,
          })}
        </li>
        <li>
          {tx('options_if_records_reviewed_too_until', {
            what: <strong>{t('options_turn_your_crm')}</strong>,
          })}
        </li>
      </ol>
    </section>
  );
}
