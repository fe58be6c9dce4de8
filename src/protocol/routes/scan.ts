import * as z from 'zod/mini';
import { ScanAnswer, ScanRequest } from '../scan.ts';
import type { Route } from './route.ts';

/** Risks that lie in who is connected to what (X6). */
export const scanRoutes = {
  scan: {
    method: 'GET',
    path: '/v1/structural-scan',
    who: ['manager'],
    summary: 'Structural risks that the gate’s own data shows',
    answer: ScanAnswer,
    status: 200,
  },
  scanInventory: {
    method: 'POST',
    path: '/v1/structural-scan',
    who: ['manager'],
    summary: 'The same, and those of an inventory; nothing of it is kept',
    body: ScanRequest,
    answer: ScanAnswer,
    status: 200,
  },
  scanInventoryCsv: {
    method: 'POST',
    path: '/v1/structural-scan/csv',
    who: ['manager'],
    summary: 'The same with the inventory as a CSV',
    takes: 'text/csv',
    body: z.string(),
    answer: ScanAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
