import type { Notice } from '../core/notices/notices.ts';
import { t, tn } from '../words/t.ts';

const MINUTE_MS = 60_000;

/** What a notification says: how many of what, since when, and nothing of any mail. */
export function noticeWords(notice: Notice, now: number): { title: string; message: string } {
  if (notice.kind === 'alert')
    return { title: t('background_something_stopped'), message: notice.title };
  const { waiting, high } = notice;
  const risk = high > 0 ? tn('background_of_high_risk', high) : t('background_none_of_high_risk');
  if (notice.kind === 'waiting')
    return { title: tn('background_to_review', waiting), message: risk };
  const { alerts, first, since } = notice;
  const causes = [
    ...(waiting > 0 ? [tn('background_to_review', waiting)] : []),
    ...(alerts > 0 ? [tn('background_alerts', alerts)] : []),
  ];
  const lines = [first ?? risk, oldest(Math.max(0, now - since))];
  return { title: causes.join(', '), message: lines.join('\n') };
}

function oldest(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  return minutes < 90
    ? tn('background_oldest_minutes', minutes)
    : tn('background_oldest_hours', Math.round(minutes / 60));
}
