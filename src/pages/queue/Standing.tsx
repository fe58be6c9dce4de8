import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import type { ConnectionState } from '../../messages/shared.ts';
import { Banner } from '../../ui/Banner.tsx';
import { CONNECTION_WORDS } from '../../ui/connection-words.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import '../../ui/seldom-icons.ts';

/** How the page stands to its gates, where that is not as it should be: said of all, or of each that isn't. */
export function Standing(props: {
  connection: ConnectionState | undefined;
  spaces: readonly SpaceStatus[];
}) {
  const { connection, spaces } = props;
  if (spaces.length > 1) {
    return (
      <>
        {spaces.map(({ id, name, connection: of }) => (
          <One key={id} connection={of} name={name} />
        ))}
      </>
    );
  }
  return connection === undefined ? null : <One connection={connection} />;
}

function One({ connection, name }: { connection: ConnectionState; name?: string }) {
  if (connection === 'live' || connection === 'polling') return null;
  const { word, role, means } = CONNECTION_WORDS[connection];
  const out = connection === 'unpaired' || connection === 'revoked';
  return (
    <Banner tone={role} icon={out ? 'sign-out' : 'offline'} title={t(word)}>
      <p>
        {name ? (
          <>
            <strong>
              <Visible text={name} />
            </strong>
            :{' '}
          </>
        ) : null}
        {t(means)}
      </p>
      {connection === 'offline' ? <p>{t('queue_what_listed_may_older_than')}</p> : null}
      {out ? (
        <p>
          <a href="../options/index.html" target="_blank" rel="noopener">
            {t('queue_open_options')}
          </a>
        </p>
      ) : null}
    </Banner>
  );
}
