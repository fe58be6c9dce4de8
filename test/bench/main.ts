import type { Row } from './row.ts';

/*
 * npm run bench                      every row, as a table
 * npm run bench -- B1 B7             those rows
 * npm run bench -- --json B4 B7      nothing on standard output but one JSON array
 */
// Loaded when asked for, so that one row can be run while another is being written.
const MEASUREMENTS: Record<string, () => Promise<Row[]>> = {
  B1: async () => (await import('./b1-size.ts')).b1(),
  B2: async () => (await import('./b2-storm.ts')).b2(),
  B3: async () => [
    ...(await (await import('./b3-open.ts')).b3()),
    ...(await (await import('./b3-records.ts')).b3Records()),
  ],
  B4: async () => (await import('./b4-decide.ts')).b4(),
  B5: async () => (await import('./b5-queue.ts')).b5(),
  B6: async () => (await import('./b6-sync.ts')).b6(),
  B7: async () => (await import('./b7-gate.ts')).b7(),
  B10: async () => (await import('./b10-memory.ts')).b10(),
  B9: async () => (await import('./b9-clones.ts')).b9(),
  B8: async () => (await import('./b8-brakes.ts')).b8(),
  B11: async () => (await import('./b11-handling.ts')).b11(),
  attention: async () => (await import('./attention.ts')).attention(),
  popup: async () => (await import('./popup.ts')).popup(),
  year: async () => (await import('./year.ts')).year(),
  'B7-scale': async () => (await import('./b7-scale.ts')).b7Scale(),
};

const json = process.argv.includes('--json');
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.filter((name) => !(name in MEASUREMENTS));
if (unknown.length > 0) {
  console.error(
    `No row ${unknown.join(', ')}. There are: ${Object.keys(MEASUREMENTS).join(', ')}.`,
  );
  process.exit(2);
}

const rows: Row[] = [];
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`measuring ${name} …`);
  rows.push(...(await measure()));
}

if (json) {
  console.log(JSON.stringify(rows));
} else {
  for (const { row, work, value, unit, p50, p95, limit, ratio, goal, met, runs } of rows) {
    console.log(`${met ? 'met   ' : 'MISSED'} ${row.padEnd(4)} ${work}`);
    console.log(
      `       ${value} ${unit} (p50 ${p50}, p95 ${p95}, ${runs} runs) · beside ${limit} · ratio ${ratio} · goal ${goal}`,
    );
  }
  console.log(rows[0]?.machine ?? '');
}
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
