import { Banner } from './Banner.tsx';
import { Visible } from './Visible.tsx';

/** The alarm that the gate's audit chain lost what this device saw, with the proof to pass on. */
export function HistoryLost({
  lost,
  of,
}: {
  /** RFC 3339 times, and the signed head */
  lost: { head: string; seenAt: string; foundAt: string } | undefined;
  /** the workspace whose gate it is, where there are several */
  of?: string;
}) {
  if (!lost) return null;
  const seen = new Date(lost.seenAt).toLocaleString();
  return (
    <Banner
      tone="bad"
      icon="alert"
      title={`The gate's history does not contain what this device saw on ${seen}`}
      urgent
    >
      <p>
        {of === undefined ? null : (
          <>
            Workspace: <Visible text={of} />.{' '}
          </>
        )}
        Found on {new Date(lost.foundAt).toLocaleString()}. Its audit log was rewritten, or its
        database was restored from a backup. Tell whoever answers for security at your company, in
        person: they can try the proof below with “gate audit verify --head”.
      </p>
      <details>
        <summary>Show the proof</summary>
        <pre class="mono wide">{lost.head}</pre>
      </details>
    </Banner>
  );
}
