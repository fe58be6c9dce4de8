import { useCallback, useState } from 'preact/hooks';
import type { ErasureCertificate } from '../../core/schema/erasure.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { t } from '../../words/t.ts';
import { Certificate } from './Certificate.tsx';
import { moment } from './words.ts';

const never = () => () => undefined;

/** Erasures of persons, each with a certificate that can be printed by itself. */
export function Certificates({ ask, where }: { ask: Ask; where: { space: string } }) {
  const get = useCallback(() => ask('erasures', where), [ask, where]);
  const [answer] = useAnswer(get, never);
  const [open, setOpen] = useState<ErasureCertificate | null>(null);
  if (answer.state === 'loading') return null;
  const persons =
    answer.state === 'ready'
      ? answer.value.erasures.filter(({ reason }) => reason === 'person')
      : [];
  return (
    <section class={open ? 'certificates only-this' : 'certificates no-print'}>
      <h2 class="no-print">{t('report_certificates')}</h2>
      {answer.state === 'failed' ? (
        <p class="field-problem" role="alert">
          {t('report_certificates_fail', { why: answer.why })}
        </p>
      ) : null}
      {answer.state === 'ready' && persons.length === 0 ? (
        <p class="muted no-print">
          {tx('report_no_person_erased', { command: <code>gate erase --person</code> })}
        </p>
      ) : null}
      <ul class="bare-list no-print">
        {persons.map((each) => (
          <li key={each.id} class="row spread">
            <span>
              {moment(each.at)} <span class="mono muted">{each.addressHash?.slice(0, 12)}…</span>
            </span>
            <Button
              name={`certificate-${each.id}`}
              pressed={open?.id === each.id}
              onPress={() => setOpen(open?.id === each.id ? null : each)}
            >
              {t(open?.id === each.id ? 'report_close' : 'report_show_certificate')}
            </Button>
          </li>
        ))}
      </ul>
      {open ? <Certificate key={open.id} of={open} /> : null}
    </section>
  );
}
