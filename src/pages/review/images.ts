import type { Run } from '../../core/digest/compose.ts';
import { t } from '../../words/t.ts';

/** Sources of the images in a reading, in order: first the authored text's, then the tail's. */
export const imagesOf = (compose: { authored: readonly Run[]; tail: readonly Run[] }): string[] =>
  [...compose.authored, ...compose.tail].flatMap((run) => ('image' in run ? [run.image] : []));

/**
 * What became of the images, a line each: text shows none, and an image that was put in, taken out
 * or replaced changes a mail as much as a word. Where as many stand there as before, one that
 * differs was changed; else what is new was added and what is missing was removed.
 */
export function imageChanges(before: readonly string[], after: readonly string[]): string {
  const lines: string[] = [];
  if (before.length === after.length) {
    after.forEach((source, at) => {
      if (source !== before[at])
        lines.push(t('review_image_changed', { source: whereFrom(source) }));
    });
  } else {
    for (const source of without(after, before)) {
      lines.push(t('review_image_added', { source: whereFrom(source) }));
    }
    for (const source of without(before, after)) {
      lines.push(t('review_image_removed', { source: whereFrom(source) }));
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** `list` less each of `others` once: the same image may stand in a mail twice. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return list.filter((source) => {
    const at = left.indexOf(source);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The host an image comes from, in ASCII; or that it lies in the mail. */
function whereFrom(source: string): string {
  if (/^(data|blob|cid):/i.test(source)) return t('review_mail_itself');
  const url = URL.canParse(source, 'https://mail.google.com') ? source : '';
  return (
    (url && new URL(url, 'https://mail.google.com').hostname) || t('review_no_readable_source')
  );
}
