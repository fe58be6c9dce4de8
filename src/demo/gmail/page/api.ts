import type {
  DraftDto,
  DraftFields,
  MailState,
  SendRequest,
  ThreadAction,
  Violation,
} from '../contract.ts';

async function post<T>(name: string, body: unknown): Promise<T> {
  const response = await fetch(`/mail/x/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: name === 'violation',
  });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()) as T;
}

/** The page's own calls to its server. All reject when the network or the server fails. */
export const api = {
  async state(): Promise<MailState> {
    return (await (await fetch('/mail/x/state')).json()) as MailState;
  },
  /** Null when the draft was sent or discarded meanwhile. */
  save: (fields: DraftFields) =>
    post<{ legacyMessageId: string; saves: number } | null>('save', fields),
  discard: (messageId: string) => post<null>('discard', { messageId }),
  send: (request: SendRequest) => post<null>('send', request),
  /** Null when it was too late. */
  undo: (messageId: string) => post<DraftDto | null>('undo', { messageId }),
  act: (legacyId: string, action: ThreadAction) => post<null>('act', { legacyId, action }),
  violation: (violation: Violation) => post<null>('violation', violation),
};
