import { describe, expect, it } from 'vitest';
import { sinceSend } from '../../../src/core/brakes/since.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

const ceiling = { side: 'ceiling', line: 0.05 } as const;
const floor = { side: 'floor', line: 0.03 } as const;

describe('where what a brake sees began', () => {
  it('is the first event of a run of them, not an old one that was made up for', () => {
    expect(sinceSend(ceiling, { after: 0, events: [3, 400, 402, 404], last: 404 })).toBe(400);
  });

  it('of a floor is the send after the last answer that made up for the silence before', () => {
    const events = Array.from({ length: 40 }, (_, n) => 10 * (n + 1));
    const from = sinceSend(floor, { after: 0, events, last: 900 });
    expect(from).toBeGreaterThan(350);
    expect(from).toBeLessThanOrEqual(401);
  });

  it('never lies before a restart, nor after the last send', () => {
    expect(sinceSend(ceiling, { after: 50, events: [10, 20], last: 60 })).toBe(51);
    expect(sinceSend(ceiling, { after: 50, events: [], last: 50 })).toBe(51);
    expect(sinceSend(floor, { after: 0, events: [8], last: 8 })).toBeLessThanOrEqual(8);
  });

  it('is near a planted change, within 60 sends in nine of ten streams', () => {
    const random = seededRandom(7);
    let near = 0;
    for (let run = 0; run < 100; run += 1) {
      const events: number[] = [];
      for (let send = 1; send <= 560; send += 1)
        if (random() < (send > 400 ? 0.25 : 0.02)) events.push(send);
      if (Math.abs(sinceSend(ceiling, { after: 0, events, last: 560 }) - 401) <= 60) near += 1;
    }
    expect(near).toBeGreaterThanOrEqual(90);
  });
});
