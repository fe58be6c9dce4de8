import '../../ui/seldom-icons.ts';
import { useState } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { Own } from './Own.tsx';
import { DAYS } from './words.ts';

/** The reviewer's own page: their pace, reading, catch rate and corrections, and what of it others see. */
export function Mine({ ask, hear, now }: { ask: Ask; hear: Hear; now: () => number }) {
  const [days, setDays] = useState<number>(30);
  return (
    <PageFrame current="mine" title="My page" whose="everybody" {...{ ask, hear }}>
      {(spaces) => (
        <>
          <label class="mine-days">
            <span>The last</span>
            <select
              value={String(days)}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
            >
              {DAYS.map((count) => (
                <option key={count} value={String(count)}>{`${count} days`}</option>
              ))}
            </select>
          </label>
          {spaces.map(({ id, name, reviewer }) => (
            <section key={id} aria-label={name}>
              <h2>
                <Visible text={reviewer.name} />
                <span class="muted">
                  {' '}
                  at <Visible text={name} />
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
