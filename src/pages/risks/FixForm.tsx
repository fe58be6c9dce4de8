import type { Fix } from '../../core/antipatterns/finding.ts';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { t } from '../../words/t.ts';

/** Asks why this fix, and says what it will do. */
export function FixForm(props: {
  fix: Fix;
  apply: (reason: string) => Promise<void>;
  close: () => void;
}) {
  const { fix, apply, close } = props;
  return (
    <ReasonForm
      label={t('risks_why')}
      word={t('risks_do_it')}
      busyWord={t('risks_on_its_way')}
      submit={apply}
      close={close}
    >
      <p class="muted">
        {fix.basedOn === undefined
          ? t('risks_fix_at_once')
          : t('risks_fix_version', { version: fix.basedOn + 1 })}
      </p>
    </ReasonForm>
  );
}
