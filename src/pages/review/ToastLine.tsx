import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Toast } from '../../ui/Toast.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { Session } from './session.ts';
import { doingWords } from './words.ts';

/** What just happened, with the undo while it is open. "Saved" is only here once it is. */
export function ToastLine({ session, wall }: { session: Session; wall: () => number }) {
  const { model } = session;
  const toast = model.toast.value;
  const [, tick] = useState(0);
  useEffect(() => {
    if (!toast) return;
    const timer = setInterval(() => {
      const left = toast.until ? Date.parse(toast.until) - wall() : Number.NEGATIVE_INFINITY;
      if (toast.until && left <= 0) model.toast.value = null;
      else tick((count) => count + 1);
    }, 250);
    const gone = toast.until ? undefined : setTimeout(() => clear(), 6000);
    const clear = () => {
      if (model.toast.value === toast) model.toast.value = null;
    };
    return () => {
      clearInterval(timer);
      clearTimeout(gone);
    };
  }, [toast, wall, model]);
  const saving = [...model.progress.value.values()].find(({ step }) => step === 'saving');
  if (saving?.step === 'saving') {
    return <Toast tone="plain">{doingWords(saving.action)}</Toast>;
  }
  if (!toast) return null;
  const left = toast.until ? Math.max(0, Math.ceil((Date.parse(toast.until) - wall()) / 1000)) : 0;
  return (
    <Toast tone={toast.tone}>
      <span>
        <Visible text={toast.text} />
        {toast.will ? ` ${t(toast.will, { left })}` : ''}
      </span>
      {toast.undo ? (
        <Button
          look="quiet"
          icon="undo"
          name="undo"
          keyName={model.bindings.value.undo}
          onPress={() => session.press('undo')}
        >
          {t('review_undo')}
        </Button>
      ) : null}
    </Toast>
  );
}
