import type { Change } from '../../core/policies/diff.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { fieldWords, valueWords } from './field-words.ts';

/** Field by field what two versions say differently. */
export function Changes({ changes, label }: { changes: readonly Change[]; label: string }) {
  return (
    <ul class="changes" aria-label={label}>
      {changes.map(({ path, before, after }) => {
        const { label: name, unit } = fieldWords(path);
        return (
          <li key={path}>
            <strong>{name}</strong>
            <span>
              {before === null ? (
                <span class="muted">{t('policies_not_set')}</span>
              ) : (
                <del>
                  <Visible text={valueWords(before, unit)} />
                </del>
              )}{' '}
              <span class="visually-hidden">{t('policies_becomes')}</span>
              <span aria-hidden="true">→</span>{' '}
              {after === null ? (
                <span class="muted">{t('policies_not_set')}</span>
              ) : (
                <ins>
                  <Visible text={valueWords(after, unit)} />
                </ins>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
