import type { Ask, Hear } from '../../messages/page-ask.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Found } from './Found.tsx';
import { Structure } from './Structure.tsx';

/** How oversight goes hollow, in each workspace whose manager this person is, and what to do about it. */
export function Risks({ ask, hear }: { ask: Ask; hear: Hear }) {
  return (
    <PageFrame current="risks" title={t('ui_risks')} {...{ ask, hear }}>
      {(spaces) =>
        spaces.map(({ id, name }) => (
          <section key={id} aria-labelledby={`space-${id}`} class="risks-space">
            <h2 id={`space-${id}`} class={spaces.length > 1 ? '' : 'unseen'}>
              <Visible text={name} />
            </h2>
            <Found {...{ ask, hear }} space={id} under={`space-${id}`} />
            <Structure ask={ask} space={id} under={`space-${id}`} />
          </section>
        ))
      }
    </PageFrame>
  );
}
