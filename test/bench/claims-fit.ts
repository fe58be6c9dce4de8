// Fits the weights of three rules to the development parts of the labelled sets, and writes them into
// src/core/claims: `npx tsx test/bench/claims-fit.ts`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FITTED, weightsFile } from '../core/claims/fitted.ts';

for (const rule of FITTED) {
  const url = new URL(`../../src/core/claims/${rule}-weights.ts`, import.meta.url);
  writeFileSync(fileURLToPath(url), weightsFile(rule));
  console.log(`${rule}: written`);
}
