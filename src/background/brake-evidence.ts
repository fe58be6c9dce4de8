import { wilson } from '../core/stats/wilson.ts';
import type { BrakeEvidence } from '../messages/metrics.ts';
import type { Answer } from './gate/request.ts';

type Detail = Answer<'brake'>;

/** How a brake's rate stood after each of its last sends (or days), with Wilson's 95 % interval. */
export function evidenceOf(brake: Detail): BrakeEvidence {
  const steps =
    brake.line.counted === 'by-day'
      ? [...brake.days]
          .sort((a, b) => (a.day < b.day ? -1 : 1))
          .map(({ day, sends, events }) => ({ at: `${day}T00:00:00Z`, sends, events }))
      : [...brake.sent]
          .sort((a, b) => a.n - b.n)
          .map(({ at, event }) => ({ at, sends: 1, events: event ? 1 : 0 }));
  let [sends, events] = [0, 0];
  const points = steps.map((step) => {
    sends += step.sends;
    events += step.events;
    return { at: step.at, sends, events, event: step.events > 0, ...wilson(events, sends) };
  });
  const { rate, perDay, mean, ninetieth, exposed, detectionDays, damageDays } = brake.reach;
  return {
    ...{ id: brake.id, line: brake.line.line, side: brake.line.side },
    reach: {
      ...{ rate, perDay, mean, ninetieth, exposed },
      ...(detectionDays === undefined || damageDays === undefined
        ? {}
        : { detectionDays, damageDays }),
    },
    points: points.filter(({ sends: n }) => n > 0),
    log: brake.log.map(({ at, said }) => ({ at, said })),
  };
}
