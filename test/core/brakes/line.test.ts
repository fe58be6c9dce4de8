import { describe, expect, it } from 'vitest';
import { BrakeLine, START_LINES, validateLines } from '../../../src/core/brakes/line.ts';

const complaint = (line: number, action: 'warn' | 'stop' = 'stop'): BrakeLine => ({
  signal: 'complaint',
  side: 'ceiling',
  line,
  action,
  window: { hours: 168 },
  counted: 'by-send',
});

describe('the lines of a workflow', () => {
  it('may not let complaints go above 1 %, by raising the line, by a mere warning, or by none', () => {
    for (const lines of [[complaint(0.02)], [complaint(0.01, 'warn')], []]) {
      expect(validateLines(lines)).toEqual([
        expect.objectContaining({ path: '', message: expect.stringContaining('1 % or less') }),
      ]);
    }
  });

  it('may watch the first day apart from the whole window', () => {
    const day: BrakeLine = { ...complaint(0.01), window: { hours: 24 } };
    expect(validateLines([complaint(0.01), day])).toEqual([]);
  });

  it('may not hold the same line twice', () => {
    expect(validateLines([complaint(0.01), complaint(0.01, 'warn')])).toEqual([
      expect.objectContaining({ path: '/1', message: 'is the same line as /0' }),
    ]);
  });

  it.each([0, 1, 0.00001])('refuse a share of %d', (line) => {
    expect(BrakeLine.safeParse(complaint(line)).success).toBe(false);
  });

  it('start with replies, bounces and three for complaints', () => {
    expect(validateLines(START_LINES)).toEqual([]);
    for (const line of START_LINES) expect(BrakeLine.parse(line)).toEqual(line);
    expect(
      START_LINES.map(({ signal, side, line, action }) => [signal, side, line, action]),
    ).toEqual([
      ['reply', 'floor', 0.03, 'stop'],
      ['bounce', 'ceiling', 0.05, 'stop'],
      ['complaint', 'ceiling', 0.001, 'warn'],
      ['complaint', 'ceiling', 0.003, 'stop'],
      ['complaint', 'ceiling', 0.01, 'stop'],
    ]);
  });
});
