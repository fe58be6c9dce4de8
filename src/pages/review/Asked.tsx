import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import type { Session } from './session.ts';

/** The frame of what an action asks: its question, and the way back. */
export function Asked(props: { session: Session; title: string; children: ComponentChildren }) {
  return (
    <section class="reject" aria-label={props.title}>
      <div class="row between">
        <h2>{props.title}</h2>
        <Button
          look="quiet"
          icon="close"
          name="back"
          keyName="Esc"
          onPress={() => {
            props.session.model.menu.value = null;
          }}
        >
          {t('review_back')}
        </Button>
      </div>
      {props.children}
    </section>
  );
}
