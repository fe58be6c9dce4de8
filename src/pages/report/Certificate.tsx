import { useId, useState } from 'preact/hooks';
import { normalAddress } from '../../core/conduct/names.ts';
import { sha256Hex } from '../../core/digest/sha256.ts';
import type { ErasureCertificate } from '../../core/schema/erasure.ts';
import { Button } from '../../ui/Button.tsx';
import { saveJson } from './save-json.ts';
import { moment } from './words.ts';

/** Whether a certificate is of this address: by its digest, so the address stays on this page. */
export const isOf = async (
  { workspaceId, addressHash }: Pick<ErasureCertificate, 'workspaceId' | 'addressHash'>,
  address: string,
): Promise<boolean> =>
  addressHash !== null &&
  (await sha256Hex(`${workspaceId}\n${normalAddress(address.trim())}`)) === addressHash;

/** One person's certificate: what was erased, when, between which heads, and how to check it. */
export function Certificate({ of }: { of: ErasureCertificate }) {
  const [address, setAddress] = useState('');
  const [known, setKnown] = useState<boolean | null>(null);
  const field = useId();
  const { counts, headBefore, headAfter } = of;
  const { underWay = 0, ...erased } = counts;
  return (
    <article class="paper certificate" aria-label="Certificate of erasure">
      <h2>Certificate of erasure</h2>
      <p>
        On {moment(of.at)} what named one person was erased from this workspace: contents, notes,
        signatures over texts, signals, and what was known of the contact. Digests, states and the
        audit log stay; they name nobody.
      </p>
      {underWay > 0 ? (
        <p>
          <strong>{underWay} were being sent at that moment and are left: ask again.</strong>
        </p>
      ) : null}
      <dl class="facts">
        <dt>Certificate</dt>
        <dd class="mono">{of.id}</dd>
        <dt>Workspace</dt>
        <dd class="mono">{of.workspaceId}</dd>
        <dt>Digest of the address</dt>
        <dd class="mono">{of.addressHash}</dd>
        <dt>Erased</dt>
        <dd>
          {Object.entries(erased)
            .map(([what, count]) => `${count} ${what}`)
            .join(', ') || 'nothing was there'}
        </dd>
        <dt>Audit chain before</dt>
        <dd class="mono">{headBefore ? `row ${headBefore.seq}: ${headBefore.hash}` : 'empty'}</dd>
        <dt>Its own row</dt>
        <dd class="mono">
          {headAfter ? `row ${headAfter.seq}: ${headAfter.hash}` : 'not sealed yet: look again'}
        </dd>
      </dl>
      <p>
        To check it:{' '}
        <code>gate audit verify chain.jsonl --jwks … --certificate certificate.json</code>. The
        digest is SHA-256 of the workspace, a line feed, and the address in lower case.
      </p>
      {known === true ? (
        <p>
          Of <bdi>{address.trim()}</bdi>, whose digest it bears.
        </p>
      ) : null}
      <form
        class="field no-print"
        onSubmit={(event) => {
          event.preventDefault();
          void isOf(of, address).then(setKnown);
        }}
      >
        <label for={field}>Is it this person’s? The address stays on this page.</label>
        <input
          id={field}
          type="email"
          value={address}
          onInput={(event) => {
            setAddress(event.currentTarget.value);
            setKnown(null);
          }}
        />
        <p role="status">
          {known === null ? '' : known ? 'Yes: the digest is of this address.' : 'No: another’s.'}
        </p>
        <div class="row">
          <Button name="compare" onPress={() => void isOf(of, address).then(setKnown)}>
            Compare
          </Button>
          <Button look="primary" name="print-certificate" onPress={() => print()}>
            Print, or save as PDF
          </Button>
          <Button name="save-certificate" onPress={() => saveJson(`erasure-${of.id}.json`, of)}>
            Save JSON
          </Button>
        </div>
      </form>
    </article>
  );
}
