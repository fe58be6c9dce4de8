import { useEffect, useRef } from 'preact/hooks';
import { Finding } from '../../ui/Finding.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { tx } from '../../ui/tx.ts';
import { t } from '../../words/t.ts';
import { Compared } from './lazy-pieces.ts';
import type { Session } from './session.ts';

/** Seen is: half of it on screen for half a second. */
const SEEN_MS = 500;

/** Flags and claims, worst first; what is supported comes last. */
export function Findings({ session, now }: { session: Session; now: number }) {
  const { model, meter } = session;
  const list = useRef<HTMLUListElement>(null);
  const findings = model.findings.value;
  const active = model.activeFinding.value;
  const ids = findings.map(({ id }) => id).join();

  useEffect(() => {
    const root = list.current;
    if (!root) return;
    const timers = new Map<Element, ReturnType<typeof setTimeout>>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          clearTimeout(timers.get(target));
          const id = target.getAttribute('data-finding');
          if (!isIntersecting || !id) continue;
          timers.set(
            target,
            setTimeout(() => meter.flagSeen(id), SEEN_MS),
          );
        }
      },
      { threshold: 0.5 },
    );
    for (const element of root.children) observer.observe(element);
    return () => {
      observer.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [ids, model.currentId.value, meter]);

  useEffect(() => {
    if (!active) return;
    const element = list.current?.querySelector(`[data-finding="${CSS.escape(active)}"]`);
    element?.scrollIntoView({ block: 'nearest' });
    document
      .querySelector(`[data-mark="${CSS.escape(active)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const open = findings.filter(({ status }) => status !== 'supported').length;
  return (
    <section aria-label={t('review_flags_claims')}>
      <h2 class="minor row">
        <span>
          {findings.length === 0
            ? t('review_no_flags_no_claims_check')
            : t('review_flags_claims_counted', { open, supported: findings.length - open })}
        </span>
        {findings.length > 0 ? (
          <span class="walk">
            {tx('review_key_next', { key: <KeyHint keyName={model.bindings.value.finding} /> })}
          </span>
        ) : null}
      </h2>
      <ul class="findings" ref={list}>
        {findings.map((finding) => (
          <Finding
            key={finding.id}
            finding={finding}
            active={finding.id === active}
            onPick={() => session.walk(finding.id)}
          >
            {finding.id === active ? <Compared {...{ session, finding, now }} /> : null}
          </Finding>
        ))}
      </ul>
    </section>
  );
}
