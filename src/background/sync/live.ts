import * as z from 'zod/mini';
import { LIVE_SUBPROTOCOL, LiveFrame } from '../../protocol/sync.ts';
import { backoffMs } from './backoff.ts';

/*
 *            a surface is open           ticket, socket open
 *   closed ───────────────────▶ opening ─────────────────────▶ open ── moved ──▶ (pull)
 *     ▲                            │ failed                     │ closed, or silent for 45 s
 *     │                            ▼                            ▼
 *     ├── no surface ◀────────── waiting ◀──────────────────────┘
 *     └───────────── no surface for 45 s: closed by us ─────────┘
 *
 * Only while a person has a review surface open: the heartbeat is what keeps the worker alive, and
 * it shall not live for nothing.
 */

/** Below the 30 s after which a worker without events is stopped. */
const BEAT_MS = 20_000;
const SURFACE_MS = 45_000;

export type LiveState = 'closed' | 'opening' | 'open' | 'waiting';

export type Live = {
  state(): LiveState;
  /** A review surface is open now; say it again within 45 s or the socket is closed. */
  surface(): void;
  close(): void;
};

export function createLive(input: {
  /** a single-use ticket and where to take it; rejects when the gate can't be asked */
  ticket: () => Promise<{ ticket: string; url: string }>;
  open: (url: string, protocols: string[]) => WebSocket;
  now: () => number;
  random: () => number;
  /** the feed moved, or may have while nobody listened */
  onMoved: () => void;
  onState: (state: LiveState) => void;
}): Live {
  const { now } = input;
  let state: LiveState = 'closed';
  let socket: WebSocket | null = null;
  let surfaceUntil = 0;
  let heardAt = 0;
  let failures = 0;
  let attempt = 0;
  let beat: ReturnType<typeof setInterval> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function become(next: LiveState): void {
    if (state === next) return;
    state = next;
    input.onState(next);
  }

  async function open(): Promise<void> {
    attempt += 1;
    const mine = attempt;
    become('opening');
    try {
      const { ticket, url } = await input.ticket();
      if (mine !== attempt) return;
      const opened = input.open(url, [LIVE_SUBPROTOCOL, ticket]);
      socket = opened;
      opened.onopen = () => mine === attempt && up(opened);
      opened.onmessage = (event: MessageEvent<unknown>) => mine === attempt && heard(event.data);
      opened.onclose = () => mine === attempt && lost();
    } catch {
      if (mine === attempt) lost();
    }
  }

  function up(opened: WebSocket): void {
    failures = 0;
    heardAt = now();
    become('open');
    clearInterval(beat);
    beat = setInterval(() => {
      if (now() >= surfaceUntil) close();
      else if (now() - heardAt > SURFACE_MS) lost();
      else opened.send('ping');
    }, BEAT_MS);
    input.onMoved();
  }

  function heard(data: unknown): void {
    heardAt = now();
    const frame = z.safeParse(LiveFrame, parse(data));
    if (frame.success && frame.data.type === 'moved') input.onMoved();
  }

  function drop(): void {
    attempt += 1;
    clearInterval(beat);
    clearTimeout(retry);
    socket?.close();
    socket = null;
  }

  function lost(): void {
    drop();
    failures += 1;
    if (now() >= surfaceUntil) {
      become('closed');
      return;
    }
    become('waiting');
    retry = setTimeout(
      () => {
        if (now() < surfaceUntil) void open();
        else become('closed');
      },
      backoffMs({ failures, random: input.random() }),
    );
  }

  function close(): void {
    drop();
    failures = 0;
    become('closed');
  }

  return {
    state: () => state,
    surface() {
      surfaceUntil = now() + SURFACE_MS;
      if (state === 'closed') void open();
    },
    close() {
      surfaceUntil = 0;
      close();
    },
  };
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
