import '../../ui/seldom-icons.ts';
import { useState } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { Own } from './Own.tsx';
import { DAYS } from './words.ts';

/** The reviewer's own page: their pace, reading, catch rate and corrections, and what of it others see. */
export function Mine({ ask, hear, now }: { ask: Ask; hear: Hear; now: () => number }) {
  const [days, setDays] = useState<number>(30);
  return (
    <PageFrame current="mine" title={t('ui_my_page')} whose="everybody" {...{ ask, hear }}>
      {(spaces) => (
        <>
          <label class="mine-days">
            <span>{t('mine_last')}</span>
            <select
              value={String(days)}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
            >
              {DAYS.map((count) => (
                <option key={count} value={String(count)}>
                  {tn('mine_days', count)}
                </option>
              ))}
            </select>
          </label>
          {spaces.map(({ id, name, reviewer }) => (
            <section key={id} aria-label={name}>
              <h2>
                <Visible text={reviewer.name} />
                <span class="muted">
                  {' '}
                  {tx('mine_at_workspace', { workspace: <Visible text={name} /> })}
                </span>
              </h2>
              <Own {...{ ask, hear, days, now }} space={id} />
            </section>
          ))}
        </>
      )}
    </PageFrame>
  );
}
