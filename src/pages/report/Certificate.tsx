import { useId, useState } from 'preact/hooks';
import { normalAddress } from '../../core/conduct/names.ts';
import { sha256Hex } from '../../core/digest/sha256.ts';
import type { ErasureCertificate } from '../../core/schema/erasure.ts';
import { Button } from '../../ui/Button.tsx';
import { listed } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { t, tn } from '../../words/t.ts';
import { erasedWords } from './erased-words.ts';
import { saveJson } from './save-json.ts';
import { moment } from './words.ts';

/** Whether a certificate is of this address: by its digest, so the address stays on this page. */
export const isOf = async (
  { workspaceId, addressHash }: Pick<ErasureCertificate, 'workspaceId' | 'addressHash'>,
  address: string,
): Promise<boolean> =>
  addressHash !== null &&
  (await sha256Hex(`${workspaceId}\n${normalAddress(address.trim())}`)) === addressHash;

const rowWords = ({ seq, hash }: { seq: number; hash: string }): string =>
  t('report_row', { seq: String(seq), hash });

/** One person's certificate: what was erased, when, between which heads, and how to check it. */
export function Certificate({ of }: { of: ErasureCertificate }) {
  const [address, setAddress] = useState('');
  const [known, setKnown] = useState<boolean | null>(null);
  const field = useId();
  const { counts, headBefore, headAfter } = of;
  const { underWay = 0, ...erased } = counts;
  return (
    <article class="paper certificate" aria-label={t('report_certificate')}>
      <h2>{t('report_certificate')}</h2>
      <p>{t('report_erased_what', { at: moment(of.at) })}</p>
      {underWay > 0 ? (
        <p>
          <strong>{tn('report_under_way', underWay)}</strong>
        </p>
      ) : null}
      <dl class="facts">
        <dt>{t('report_certificate_id')}</dt>
        <dd class="mono">{of.id}</dd>
        <dt>{t('report_workspace')}</dt>
        <dd class="mono">{of.workspaceId}</dd>
        <dt>{t('report_address_digest')}</dt>
        <dd class="mono">{of.addressHash}</dd>
        <dt>{t('report_erased')}</dt>
        <dd>
          {listed(Object.entries(erased).map(([what, count]) => erasedWords(what, count))) ||
            t('report_nothing_there')}
        </dd>
        <dt>{t('report_chain_before')}</dt>
        <dd class="mono">{headBefore ? rowWords(headBefore) : t('report_chain_empty')}</dd>
        <dt>{t('report_own_row')}</dt>
        <dd class="mono">{headAfter ? rowWords(headAfter) : t('report_not_sealed')}</dd>
      </dl>
      <p>
        {tx('report_certificate_check', {
          command: (
            <code>gate audit verify chain.jsonl --jwks … --certificate certificate.json</code>
          ),
        })}
      </p>
      {known === true ? (
        <p>{tx('report_of_address', { address: <bdi>{address.trim()}</bdi> })}</p>
      ) : null}
      <form
        class="field no-print"
        onSubmit={(event) => {
          event.preventDefault();
          void isOf(of, address).then(setKnown);
        }}
      >
        <label for={field}>{t('report_whose')}</label>
        <input
          id={field}
          type="email"
          value={address}
          onInput={(event) => {
            setAddress(event.currentTarget.value);
            setKnown(null);
          }}
        />
        <p role="status">{known === null ? '' : t(known ? 'report_yes' : 'report_no')}</p>
        <div class="row">
          <Button name="compare" onPress={() => void isOf(of, address).then(setKnown)}>
            {t('report_compare')}
          </Button>
          <Button look="primary" name="print-certificate" onPress={() => print()}>
            {t('report_print')}
          </Button>
          <Button name="save-certificate" onPress={() => saveJson(`erasure-${of.id}.json`, of)}>
            {t('report_save_json')}
          </Button>
        </div>
      </form>
    </article>
  );
}
