import type { Change } from '../../core/policies/diff.ts';
import { Visible } from '../../ui/Visible.tsx';

/** Field by field what two versions say differently. */
export function Changes({ changes, label }: { changes: readonly Change[]; label: string }) {
  return (
    <ul class="changes" aria-label={label}>
      {changes.map(({ path, label: name, before, after }) => (
        <li key={path}>
          <strong>{name}</strong>
          <span>
            {before === null ? (
              <span class="muted">not set</span>
            ) : (
              <del>
                <Visible text={before} />
              </del>
            )}{' '}
            <span class="visually-hidden">becomes</span>
            <span aria-hidden="true">→</span>{' '}
            {after === null ? (
              <span class="muted">not set</span>
            ) : (
              <ins>
                <Visible text={after} />
              </ins>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
