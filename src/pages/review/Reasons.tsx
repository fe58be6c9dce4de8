import type { ReasonCode } from '../../core/schema/decision.ts';
import { REASONS } from '../../core/schema/reasons.ts';
import { Button } from '../../ui/Button.tsx';
import { reasonWords } from '../../ui/reason-words.ts';
import { t } from '../../words/t.ts';

/** The nine reasons, each with its digit. A guess is confirmed by its own digit, or by approving. */
export function Reasons(props: {
  legend: string;
  chosen?: ReasonCode;
  /** nobody has chosen yet */
  guess?: ReasonCode;
  /** the key that approves, where that takes the guess */
  approve?: string;
  onChoose: (reason: ReasonCode) => void;
}) {
  const { legend, chosen, guess, approve } = props;
  const digit = guess ? REASONS.indexOf(guess) + 1 : 0;
  return (
    <fieldset class="reasons" aria-label={legend}>
      <p class="muted">
        {legend}
        {chosen ? ` “${reasonWords(chosen)}”` : ''}
        {guess
          ? ` ${approve ? t('review_guess_or_approve', { digit, approve }) : t('review_guess', { digit })}`
          : ''}
      </p>
      <div class="reason-list">
        {REASONS.map((code, index) => (
          <Button
            key={code}
            keyName={String(index + 1)}
            {...(chosen ? { pressed: chosen === code } : {})}
            onPress={() => props.onChoose(code)}
          >
            {reasonWords(code)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
