import type { ConnectionState } from '../../messages/shared.ts';
import { Banner } from '../../ui/Banner.tsx';
import { CONNECTION_WORDS } from '../../ui/connection-words.ts';
import '../../ui/seldom-icons.ts';

/** How the page stands to the gate, where that is not as it should be. */
export function Standing({ connection }: { connection: ConnectionState | undefined }) {
  if (connection === undefined || connection === 'live' || connection === 'polling') return null;
  const { word, role, means } = CONNECTION_WORDS[connection];
  const out = connection === 'unpaired' || connection === 'revoked';
  return (
    <Banner tone={role} icon={out ? 'sign-out' : 'offline'} title={word}>
      <p>{means}</p>
      {connection === 'offline' ? <p>What is listed may be older than what the gate has.</p> : null}
      {out ? (
        <p>
          <a href="../options/index.html" target="_blank" rel="noopener">
            Open the options
          </a>
        </p>
      ) : null}
    </Banner>
  );
}
