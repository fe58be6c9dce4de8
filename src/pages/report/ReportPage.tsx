import { useCallback, useMemo, useState } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { t } from '../../words/t.ts';
import { Certificates } from './Certificates.tsx';
import { DisclosuresForm } from './DisclosuresForm.tsx';
import { Paper } from './Paper.tsx';
import { saveJson } from './save-json.ts';
import { quartersAt, quarterWords } from './words.ts';

const never = () => () => undefined;

/** What a procurement team or a regulator asks for: made for a quarter, printed, or saved and verified. */
export function ReportPage({ ask, now = Date.now() }: { ask: Ask; now?: number }) {
  return (
    <PageFrame current="report" title={t('report_title')} ask={ask} look="broad">
      {(spaces) => (
        <OneSpace of={spaces}>{(space) => <Reports ask={ask} now={now} space={space} />}</OneSpace>
      )}
    </PageFrame>
  );
}

function Reports({ ask, now, space }: { ask: Ask; now: number; space: string }) {
  const quarters = useMemo(() => quartersAt(now), [now]);
  const [nth, setNth] = useState(0);
  const { from, to } = quarters[nth] ?? { from: '', to: '' };
  const where = useMemo(() => ({ space }), [space]);
  const get = useCallback(() => ask('report', { ...where, from, to }), [ask, where, from, to]);
  const [answer, again] = useAnswer(get, never);
  return (
    <>
      <div class="row no-print report-tools">
        <label for="period">{t('report_period')}</label>
        <select
          id="period"
          value={nth}
          onChange={(event) => setNth(Number(event.currentTarget.value))}
        >
          {quarters.map((quarter, index) => (
            <option key={quarter.from} value={index}>
              {quarterWords(quarter)}
            </option>
          ))}
        </select>
        {answer.state === 'ready' ? (
          <>
            <Button look="primary" name="print" onPress={() => print()}>
              {t('report_print')}
            </Button>
            <Button
              name="save"
              hint={t('report_save_hint')}
              onPress={() =>
                saveJson(`oversight-report-${from.slice(0, 10)}.json`, answer.value.signed)
              }
            >
              {t('report_save')}
            </Button>
          </>
        ) : null}
      </div>
      {answer.state === 'loading' ? <p class="muted">{t('report_counting')}</p> : null}
      {answer.state === 'failed' ? (
        <p class="field-problem" role="alert">
          {t('report_cannot_be_made', { why: answer.why })}
        </p>
      ) : null}
      {answer.state === 'ready' ? (
        <>
          <Paper signed={answer.value.signed} />
          {answer.value.admin ? (
            <div class="no-print">
              <DisclosuresForm
                disclosures={answer.value.signed.report.disclosures}
                save={async (disclosures) => {
                  await ask('disclosures.put', { ...where, disclosures });
                  again();
                }}
              />
            </div>
          ) : (
            <p class="muted no-print">{t('report_admins_only')}</p>
          )}
          {answer.value.admin ? <Certificates ask={ask} where={where} /> : null}
        </>
      ) : null}
    </>
  );
}
