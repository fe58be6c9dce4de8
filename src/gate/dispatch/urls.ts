import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './ports.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Refuses an address that the gate would never call: plain http other than to loopback, and
 * loopback where the settings don't allow it. What a name resolves to is checked when it is called.
 * @param path where it stands, for the answer
 * @throws Refusal invalid-request
 */
export function checkUrl(
  { loopbackWebhooks }: { loopbackWebhooks?: UseCaseDeps['loopbackWebhooks'] | undefined },
  { url, path }: { url: string | undefined; path: string },
): void {
  if (url === undefined) return;
  const refuse = (message: string): never => {
    throw new Refusal('invalid-request', 'The address is not one to call.', [{ path, message }]);
  };
  if (!URL.canParse(url)) refuse('not an address');
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') refuse('must not carry a user or a password');
  const loopback = LOOPBACK.test(hostname);
  if (loopback && loopbackWebhooks === false)
    refuse('is this machine, which the gate may not call (ALLOW_LOOPBACK_WEBHOOKS)');
  if (protocol !== 'https:' && !loopback) refuse('must be https');
}
