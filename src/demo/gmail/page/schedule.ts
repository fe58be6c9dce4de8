import { el } from './dom.ts';
import type { Labels } from './labels.ts';

function inDays(days: number, hour: number): number {
  const time = new Date();
  time.setDate(time.getDate() + days);
  return time.setHours(hour, 0, 0, 0);
}

/** Gmail's date dialog, a child of body. Answers milliseconds since the epoch, or null on Escape. */
export function pickSendTime(labels: Labels): Promise<number | null> {
  return new Promise((resolve) => {
    const toMonday = (8 - new Date().getDay()) % 7 || 7;
    const choices: [string, number][] = [
      [labels.tomorrowMorning, inDays(1, 8)],
      [labels.tomorrowAfternoon, inDays(1, 13)],
      [labels.mondayMorning, inDays(toMonday, 8)],
    ];
    const finish = (at: number | null) => {
      shade.remove();
      resolve(at);
    };
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    const buttons = choices.map(([label, at]) =>
      el(
        'button',
        {
          c: 'Az',
          s: 'choice',
          a: { type: 'button', role: 'menuitem' },
          on: { click: () => finish(at) },
        },
        el('span', { text: label }),
        el('span', { s: 'quiet', text: format.format(at) }),
      ),
    );
    const title = el('h2', { text: labels.schedule });
    const dialog = el(
      'div',
      {
        c: 'Kj-JD',
        s: 'dialog',
        a: {
          role: 'dialog',
          'aria-modal': 'true',
          'aria-label': labels.schedule,
        },
      },
      title,
      ...buttons,
    );
    const shade = el('div', { s: 'shade' }, dialog);
    shade.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') finish(null);
    });
    document.body.append(shade);
    buttons[0]?.focus();
  });
}
