import * as z from 'zod/mini';
import { Me, PairAnswer, PairRequest, TokenAnswer, TokenRequest } from '../pairing.ts';
import { LiveTicket } from '../sync.ts';
import type { Route } from './route.ts';

/** How a device is enrolled, renews its token, goes live and signs out. */
export const deviceRoutes = {
  pair: {
    method: 'POST',
    path: '/v1/pair',
    who: ['pairing'],
    summary: 'Enrol a device with a single-use pairing code',
    body: PairRequest,
    answer: PairAnswer,
    status: 201,
  },
  token: {
    method: 'POST',
    path: '/v1/token',
    who: ['device'],
    summary: 'Renew the one-hour access token by a DPoP proof',
    body: TokenRequest,
    answer: TokenAnswer,
    status: 200,
  },
  me: {
    method: 'GET',
    path: '/v1/me',
    who: ['reviewer'],
    summary: 'Who this device is; a real round trip',
    answer: Me,
    status: 200,
  },
  revokeDevice: {
    method: 'DELETE',
    path: '/v1/device',
    who: ['reviewer'],
    summary: 'Revoke this device, at sign-out',
    answer: z.object({ revoked: z.boolean() }),
    status: 200,
  },
  live: {
    method: 'POST',
    path: '/v1/live',
    who: ['reviewer'],
    summary: 'A single-use ticket for the WebSocket at the same path',
    answer: LiveTicket,
    status: 201,
  },
} as const satisfies Record<string, Route>;
