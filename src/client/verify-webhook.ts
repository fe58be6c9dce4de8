/** seconds that a webhook's time may be away from ours */
const TOLERANCE = 300;

/** A webhook that is not from the gate, or not of now. */
export class WebhookError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WebhookError';
  }
}

/**
 * Verifies a Standard Webhooks delivery and gives its parsed body. `headers` in lower case. The
 * caller keeps `webhook-id` and takes each id once.
 * @throws WebhookError
 */
export async function verifyWebhook(input: {
  /** `whsec_…`, as `gate agent-key` printed it */
  secret: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** the body's exact text */
  body: string;
  /** now, in milliseconds; the machine's clock if left out */
  now?: number;
}): Promise<unknown> {
  const { secret, headers, body } = input;
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) throw new WebhookError('a webhook header is missing');
  const age = Math.abs((input.now ?? Date.now()) / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || age > TOLERANCE) throw new WebhookError('not of now');
  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(secret.replace(/^whsec_/, '')),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of signatures.split(' ')) {
    const [version, value = ''] = signature.split(',');
    if (version !== 'v1') continue;
    // crypto.subtle.verify compares in constant time
    if (await crypto.subtle.verify('HMAC', key, bytesOf(value), signed)) return JSON.parse(body);
  }
  throw new WebhookError('the signature does not verify');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    throw new WebhookError('not base64');
  }
}
